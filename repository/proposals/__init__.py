"""Parts that an institution offers to the editors of the core that it builds on."""
