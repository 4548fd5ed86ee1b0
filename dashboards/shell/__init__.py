"""What every page shares: theme, header, escaped HTML, and the way to the data."""
