"""Pictures of the pages for the READMEs: `make pictures`."""
