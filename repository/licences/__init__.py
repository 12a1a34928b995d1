"""Licences: what they permit and demand, and whether two of them go together.

Other rooms use `rules`, `plain_words`, `catalogue` (pure), `selectors` and `models.Licence`.
"""
