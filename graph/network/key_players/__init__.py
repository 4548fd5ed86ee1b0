"""Key players as sets: whose leaving fragments the network most, who reaches the most people, the truck factor.

In: a network, or who holds what. Out: small sets of people with what they hold.
"""
