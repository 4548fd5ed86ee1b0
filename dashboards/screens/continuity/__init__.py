"""dashboards/screens/continuity."""
