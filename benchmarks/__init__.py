"""How fast it is, measured the way people meet it: over HTTP, with production settings."""
