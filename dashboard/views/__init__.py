"""The views of the page, one file a view."""
