"""A developer's machine, and `make run`."""

from __future__ import annotations

from repository.settings.base import *
from repository.settings.env import EnvironmentIncompleteError

DEBUG = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MIDDLEWARE = [*MIDDLEWARE, "repository.http.middleware.PlainNotFoundMiddleware"]
INTERNAL_IPS = ["127.0.0.1"]

for _name, _folder in (("DATA_DIR", DATA_DIR), ("STATIC_DIR", STATIC_ROOT)):
    try:
        _folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentIncompleteError([f"{_name} can't be made: {error}."]) from error
