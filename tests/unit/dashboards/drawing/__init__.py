"""tests/unit/dashboards/drawing."""
