"""dashboards/screens/alignment."""
