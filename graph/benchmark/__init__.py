"""Benchmarks against other tools on the same synthetic network, each in its own process."""
