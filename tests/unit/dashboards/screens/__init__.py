"""tests/unit/dashboards/screens."""
