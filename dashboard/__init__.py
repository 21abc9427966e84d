"""The page: a Solara app in which regimes are compared side by side, live."""
