"""The ledger: when each finding was found and what became of it, what people entered, and how links stood when."""
