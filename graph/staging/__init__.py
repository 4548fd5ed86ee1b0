"""From text cells to checked rows: what is good becomes nodes and relationships, the rest goes into quarantine."""
