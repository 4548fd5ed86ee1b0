"""The door: who may read the pages."""
