"""dashboards/screens/briefing."""
