"""dashboards/screens/findings."""
