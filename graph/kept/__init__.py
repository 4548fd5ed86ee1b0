"""The inputs of loads, kept encrypted in the data folder, so that the store can be built again from them."""
