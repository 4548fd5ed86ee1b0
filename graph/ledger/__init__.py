"""The ledger of findings: when each was first found, what became of it, and what people entered about it."""
