"""Figures that are measured and recorded, never asserted: `make bench`."""
