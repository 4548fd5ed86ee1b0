"""dashboards/screens/silos."""
