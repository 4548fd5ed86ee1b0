"""Few people who matter together: whose leaving parts most others, who reaches most, without whom items have nobody.

In: a network, or who holds what. Out: small sets of people with what they hold.
"""
