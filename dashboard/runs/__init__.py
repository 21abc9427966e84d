"""Runs outside any session: what is asked for, the worker processes, who is served next, what was found so far."""
