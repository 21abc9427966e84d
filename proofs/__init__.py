"""Answers that are known from the literature, given again by the model's own engine and processes."""
