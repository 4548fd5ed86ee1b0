"""One module per defect: what it changes in the state, and which findings must follow."""
