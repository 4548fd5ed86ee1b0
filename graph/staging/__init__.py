"""From text cells to checked rows: good rows become nodes and relationships, the rest goes into quarantine."""
