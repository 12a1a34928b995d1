"""Puts the demonstration content into the site, by the services that the admin uses.

An institution, an account, a package is made where it isn't there, each in one transaction; what is
there is somebody's and is left as it is. Only bytes that have gone from the storage are put back.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import cast

from django.contrib.auth.models import User
from django.db import transaction

from home.models import HomePage
from repository.demonstration import shapes
from repository.demonstration.content import layer_slugs, package_slugs, read_institutions
from repository.demonstration.people import load_accounts
from repository.demonstration.releasing import (
    load_layer,
    load_package,
    mend_files,
    store_picture,
)
from repository.institutions.models import Institution
from repository.pages.errors import NotToBeSpecialisedError
from repository.pages.institution_service import create_institution
from repository.releases.errors import NotReleasableError
from repository.releases.models import Package, Release

Say = Callable[[str], None]
FEATURED = "building-service-worker-level-1"


@dataclasses.dataclass(frozen=True, slots=True)
class Loaded:
    """What a run made, in numbers. `mended`: files whose bytes were put back."""

    institutions: int
    accounts: int
    packages: int
    releases: int
    mended: int


def load_demonstration(
    *, content: shapes.DemoContent, password: str | None, say: Say = lambda line: None
) -> Loaded:
    """Load what isn't there yet, and put back bytes that are missing.

    password: of new accounts; None where nobody may sign in with a known one. say: is told of each
    thing that was made.

    Raises: whatever a service raises; what was made before stays.
    """
    accounts = load_accounts(
        accounts=[a for a in content.accounts if not a.institution], password=password
    )
    institutions = [i for i in content.institutions if _load_institution(i, say)]
    accounts += load_accounts(accounts=content.accounts, password=password)
    for account in accounts:
        say(f"account {account.username}")
    members = {institution.slug: institution for institution in Institution.objects.all()}
    there = set(Package.objects.values_list("slug", flat=True))
    described = [*content.packages, *(layer.package for layer in content.layers)]
    mended = sum(mend_files(package) for package in described if package.slug in there)
    missing = {p.slug for p in described if p.slug not in there and p.owner in members}
    made = [*_load_packages(content, missing, members, say)]
    made += _load_layers(content, missing, members, say)
    if made:
        _feature(FEATURED)
    return Loaded(len(institutions), len(accounts), len(made), sum(made), mended)


def _load_packages(
    content: shapes.DemoContent, missing: set[str], members: Mapping[str, Institution], say: Say
) -> Iterator[int]:
    """Number of releases of each package that was made."""
    for package in content.packages:
        if package.slug in missing:
            yield load_package(package, members, _publisher(package, content))
            say(f"package {package.slug}")


def _load_layers(
    content: shapes.DemoContent, missing: set[str], members: Mapping[str, Institution], say: Say
) -> Iterator[int]:
    """The same of layers. One whose core has gone another way on this site is left out."""
    for layer in content.layers:
        if layer.package.slug not in missing:
            continue
        bases = Release.objects.filter(package__slug=layer.over, number=layer.number)
        base = bases.select_related("package").first()
        if base is None:
            say(f"no layer {layer.package.slug}: {layer.over} has no release {layer.number} here")
            continue
        try:
            yield load_layer(layer, members, base, _publisher(layer.package, content))
        except (NotReleasableError, NotToBeSpecialisedError) as error:
            say(f"no layer {layer.package.slug}: {error}")
        else:
            say(f"layer {layer.package.slug}")


def _feature(slug: str) -> None:
    """Show a package on the home page, where its editors have chosen none yet."""
    page = HomePage.objects.first()
    package = Package.objects.filter(slug=slug).first()
    if page is None or package is None or page.featured_id is not None:
        return
    draft = cast(HomePage, page.get_latest_revision_as_object())
    draft.featured = package
    draft.save_revision().publish()


def _publisher(package: shapes.DemoPackage, content: shapes.DemoContent) -> User | None:
    """Who publishes it: the institution's own publisher, or else the consortium's editor."""
    own = [
        account.username
        for account in content.accounts
        if (account.role, account.institution) == (shapes.PUBLISHER, package.owner)
    ]
    editors = [a.username for a in content.accounts if a.role == shapes.CONSORTIUM_EDITOR]
    return User.objects.filter(username=(own + editors)[0]).first()


def is_wanted() -> bool:
    """Whether the site is empty, or an earlier run was broken off before it had made everything."""
    if not Institution.objects.exists():
        return True
    members = {each.slug for each in read_institutions()}
    packages = {*package_slugs(), *layer_slugs()}
    there = Institution.objects.filter(slug__in=members).count()
    there += Package.objects.filter(slug__in=packages).count()
    return 0 < there < len(members) + len(packages)


@transaction.atomic
def _load_institution(institution: shapes.DemoInstitution, say: Say) -> bool:
    if Institution.objects.filter(slug=institution.slug).exists():
        return False
    page = create_institution(
        slug=institution.slug,
        name=institution.name,
        short_name=institution.short_name,
        region=institution.region,
        website=institution.website,
        ror=institution.ror,
        email_domains=institution.email_domains,
        about=institution.about_html,
        territory=institution.territory,
    )
    title = f"Mark of {institution.short_name}"
    page.logo = store_picture(institution.logo, title, page.institution.collection)
    page.save_revision(log_action=False).publish()
    say(f"institution {institution.slug}")
    return True
