"""All addresses. They are promises: see DESIGN of addresses in docs/architecture.md."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from repository.blobs.views import document_file, picture_file
from repository.http.health import alive, ready

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", alive, name="healthz"),
    path("readyz", ready, name="readyz"),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/([0-9]+)/(.*)$", document_file, name="wagtaildocs_serve"),
    path("media/<path:path>", picture_file, name="picture_file"),
    path("", include("repository.public.urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("styleguide/", include("repository.public.styleguide")))
    urlpatterns += staticfiles_urlpatterns()

urlpatterns.append(path("", include(wagtail_urls)))

handler400 = "repository.public.views.site.bad_request"
