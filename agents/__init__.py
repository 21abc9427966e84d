"""The actors of a district, one file a kind: what it knows and what it decides."""
