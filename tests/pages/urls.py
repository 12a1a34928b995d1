"""The site's addresses, with bare ones for packages and releases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from repository.urls import urlpatterns as site


def here(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("here")


urlpatterns = [
    path("packages/<slug:slug>/", here, name="package"),
    path("packages/<slug:slug>/releases/<str:number>/", here, name="release"),
    *site,
]
