"""The page Silos: which offices that must work together are in contact, and which units talk among themselves."""

POSITION = 4
