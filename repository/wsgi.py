"""The WSGI application."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from repository.http.checks import require_separate_origins
from repository.http.whole_bodies import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "repository.settings.production")
application = whole_bodies(get_wsgi_application())
# A server runs no system checks, and this one must not be passed over.
require_separate_origins()
