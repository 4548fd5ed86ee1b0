"""Tests of `graph.measures`."""
