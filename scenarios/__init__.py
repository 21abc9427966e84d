"""What a run is told: declarations, scenarios and districts as data; needs no simulation library."""
