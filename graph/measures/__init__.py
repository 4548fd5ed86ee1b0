"""Measures that Cypher can't express, one module each, found by the deriving step on its own."""
