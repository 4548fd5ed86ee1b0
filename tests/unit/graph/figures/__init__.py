"""Tests of `graph.figures`."""
