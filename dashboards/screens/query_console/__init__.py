"""dashboards/screens/query_console."""
