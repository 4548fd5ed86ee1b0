"""The page Alignment: the line from the state office to every building, and where it breaks."""

POSITION = 2
