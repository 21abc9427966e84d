"""The world of the three sectors and its day."""
