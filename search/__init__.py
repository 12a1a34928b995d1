"""The catalogue: an index of the newest release of each package, and asking it.

Other rooms use `catalogue` (the whole interface of asking), `counts`, `indexing` and, of the pure
modules, `entries` and `folding`.
"""
