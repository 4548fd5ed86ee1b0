"""The pages: each reads, composes and shows; what a page says is made from plain values that tests can invent."""
