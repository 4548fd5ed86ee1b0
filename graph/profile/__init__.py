"""Profiles: the names and requirements of a field of work, one YAML file each, checked as a whole.

In: a name or a YAML file. Out: a `Profile` with tiers, team types, required pairs, breaks and thresholds.
Every package except `model` may import it; it imports `model` and the messages for people.
"""
