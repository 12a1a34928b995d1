"""Archives of releases, one module a format.

Other rooms use `services`, `registry`, `addresses`, `errors` and `tasks`.
"""
