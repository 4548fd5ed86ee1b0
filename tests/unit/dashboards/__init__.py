"""tests/unit/dashboards."""
