"""The page Briefing: one page for the leadership team, to be read in a minute."""

POSITION = 1
