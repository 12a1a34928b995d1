"""The public pages: each view parses, asks a selector, and renders."""
