"""dashboards/screens/loop_board."""
