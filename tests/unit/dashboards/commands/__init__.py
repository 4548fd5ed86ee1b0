"""tests/unit/dashboards/commands."""
