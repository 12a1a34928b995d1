"""Packages and their releases: numbered, immutable, described by a manifest.

Other rooms use `services`, `selectors`, `signals`, `models`, `errors`, and of the pure modules
`manifest`, `audience`, `attribution`, `numbering`, `version` and `provenance`.
"""
