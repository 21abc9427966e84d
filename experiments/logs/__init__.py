"""Request logs of real districts: read, estimated, replayed, fitted."""
