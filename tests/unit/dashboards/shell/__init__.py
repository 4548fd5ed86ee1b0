"""tests/unit/dashboards/shell."""
