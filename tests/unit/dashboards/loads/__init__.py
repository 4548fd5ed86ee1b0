"""tests/unit/dashboards/loads."""
