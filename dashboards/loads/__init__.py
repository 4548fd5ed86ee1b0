"""What commands do with a load: run it, and report what it did."""
