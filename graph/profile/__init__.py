"""What one field of work calls things and requires: a YAML file for each profile, read and checked as a whole.

In: a name or a YAML file. Out: a `Profile` with tiers, team types, required pairs, breaks and thresholds.
Every room but `model` may import it; it imports `model` and the messages for people.
"""
