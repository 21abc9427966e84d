"""Ready scripts for a researcher to copy; they use the front door, and nothing imports them."""
