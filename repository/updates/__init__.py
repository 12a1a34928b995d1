"""What a new release of a core means for each layer over an older one, and what people decided."""
