"""Who may read the pages: the names that the dashboard answers to, the key that a browser needs, what answers carry."""
