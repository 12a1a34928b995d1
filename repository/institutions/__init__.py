"""Member institutions: who owns packages, files and people, and who may do what.

Other rooms use `models.Institution`, `selectors` and `rules`; institutions are created by
`repository.pages.institution_service`.
"""
