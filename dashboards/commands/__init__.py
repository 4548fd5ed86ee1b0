"""The commands, one module each, found by the command line on its own."""
