"""Reads the sources in `content/` into the values of `shapes`, and checks what they say."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

from repository.demonstration import shapes
from repository.demonstration.errors import DemoContentError
from repository.demonstration.fields import Fields
from repository.demonstration.layer_reading import read_layer
from repository.demonstration.package_reading import read_package
from repository.demonstration.picture_builder import build_logo
from repository.demonstration.sources import html

CONTENT = Path(__file__).parent / "content"


def load_content(folder: Path = CONTENT) -> shapes.DemoContent:
    """All of it, read and checked; no file is built yet.

    Raises: DemoContentError, naming the file and the field.
    """
    institutions = read_institutions(folder)
    slugs = {institution.slug for institution in institutions}
    territory = institutions[0].territory
    packages = tuple(
        read_package(_source(folder / "packages" / slug / "package.yaml"), territory, slugs)
        for slug in package_slugs(folder)
    )
    bases = {package.slug: package for package in packages}
    layers = tuple(
        read_layer(_source(folder / "layers" / slug / "layer.yaml"), bases, territory, slugs)
        for slug in layer_slugs(folder)
    )
    return shapes.DemoContent(institutions, packages, read_accounts(slugs, folder), layers)


def read_institutions(folder: Path = CONTENT) -> tuple[shapes.DemoInstitution, ...]:
    """Raises: DemoContentError."""
    members = Fields(_yaml(folder / "institutions.yaml"), "institutions.yaml")
    territory = members.text("territory")
    return tuple(_institution(each, territory) for each in members.many("institutions"))


def read_accounts(slugs: Collection[str], folder: Path = CONTENT) -> tuple[shapes.DemoAccount, ...]:
    """slugs: of the institutions. Raises: DemoContentError."""
    people = Fields(_yaml(folder / "accounts.yaml"), "accounts.yaml")
    return tuple(_account(each, slugs) for each in people.many("accounts"))


def package_slugs(folder: Path = CONTENT) -> tuple[str, ...]:
    """Slugs of all packages that stand on nothing, without reading them."""
    return tuple(sorted(path.parent.name for path in (folder / "packages").glob("*/package.yaml")))


def layer_slugs(folder: Path = CONTENT) -> tuple[str, ...]:
    """Slugs of all layers, without reading them."""
    return tuple(sorted(path.parent.name for path in (folder / "layers").glob("*/layer.yaml")))


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _source(path: Path) -> tuple[Path, Fields]:
    """The folder of a package, and what its file says."""
    return path.parent, Fields(_yaml(path), path.parent.name)


def _institution(fields: Fields, territory: str) -> shapes.DemoInstitution:
    slug = fields.text("slug")
    name, short_name = fields.text("name"), fields.text("short_name")
    mark, tone = fields.text("mark"), fields.one_of("tone", ("water", "contour", "moss", "stone"))
    institution = shapes.DemoInstitution(
        slug=slug,
        name=name,
        short_name=short_name,
        region=fields.text("region"),
        website=fields.text("website"),
        ror=fields.text("ror", ""),
        email_domains=fields.texts("email_domains"),
        about_html=html(fields.prose("about")),
        territory=territory,
        logo=shapes.DemoPicture(
            name=f"{slug}-mark.png",
            alt=f"The letters {mark} on a contour map: a mark drawn for this demonstration",
            make=lambda: build_logo(mark, tone),
        ),
    )
    fields.done()
    return institution


def _account(fields: Fields, slugs: Collection[str]) -> shapes.DemoAccount:
    account = shapes.DemoAccount(
        username=fields.text("username"),
        email=fields.text("email"),
        first_name=fields.text("first_name"),
        last_name=fields.text("last_name"),
        role=fields.one_of("role", shapes.ROLES),
        institution=fields.text("institution", ""),
    )
    if account.institution and account.institution not in slugs:
        raise DemoContentError(fields.place, f"there is no institution {account.institution!r}")
    fields.done()
    return account
