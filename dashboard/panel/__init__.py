"""The settings at the side of the page."""
