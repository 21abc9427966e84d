"""The commands, one file a command or a few of a kind; heavy packages are loaded only when one runs."""
