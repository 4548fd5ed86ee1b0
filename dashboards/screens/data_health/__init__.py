"""dashboards/screens/data_health."""
