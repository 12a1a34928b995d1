"""The public addresses: promises, see docs/architecture.md."""

from __future__ import annotations

from django.urls import path

from repository.public.views import (
    catalogue,
    comparisons,
    downloads,
    files,
    licences,
    packages,
    site,
)

PACKAGE = "packages/<slug:slug>/"
RELEASE = f"{PACKAGE}releases/<str:number>/"

urlpatterns = [
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path(PACKAGE, packages.package, name="package"),
    path(RELEASE, packages.release, name="release"),
    path(f"{RELEASE}files/<path:component>/<str:name>", files.release_file, name="release_file"),
    path(f"{RELEASE}cover", files.release_cover, name="release_cover"),
    path(f"{RELEASE}manifest.json", packages.manifest, name="release_manifest"),
    path(f"{PACKAGE}download/<str:format_name>/", downloads.download, name="download"),
    path(
        f"{RELEASE}download/<str:format_name>/", downloads.release_download, name="release_download"
    ),
    path(f"{PACKAGE}specialisations/", comparisons.specialisations, name="specialisations"),
    path(f"{PACKAGE}compare/", comparisons.choose, name="choose_comparison"),
    path(f"{PACKAGE}compare/<str:before>..<str:after>/", comparisons.compare, name="compare"),
    path("p/<uuid:uuid>/", packages.permanent, name="permanent"),
    path("institutions/<slug:slug>/logo", files.institution_logo, name="institution_logo"),
    path("licences/", licences.licence_list, name="licence_list"),
    path("licences/<str:spdx>/", licences.licence, name="licence"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap_index, name="sitemap"),
    path("sitemaps/pages.xml", site.sitemap_of_pages, name="sitemap_of_pages"),
    path(
        "sitemaps/packages-<int:number>.xml", site.sitemap_of_packages, name="sitemap_of_packages"
    ),
]
