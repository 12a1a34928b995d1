"""What is for members only stays there, also where a layer replaces, leaves out or notes it."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from repository.exports.everything import write
from repository.exports.services import source_of
from repository.lib.canonical_json import canonical_bytes
from repository.public.compare_lines import change_groups
from repository.releases.audience import is_public, public_manifest
from repository.releases.layer import (
    Add,
    Annotate,
    Layer,
    Omit,
    Operation,
    Replace,
    apply_layer,
    layer_problems,
)
from repository.releases.manifest import MEMBERS, OPTIONAL, Component, Manifest, to_json
from repository.releases.models import Release
from search.models import EntryPlaces, EntryWords
from tests.layered import PARTS, a_core_release, next_core_release
from tests.layers import layers
from tests.level2 import a_level_2
from tests.manifests import a_component, manifests

SECRET = "zebra"


def secret(key: str, **changes: object) -> Component:
    """A part for members only that names the secret wherever a part has words."""
    return a_component(
        key,
        f"{SECRET} title {key}",
        description=f"{SECRET} words",
        audience=MEMBERS,
        policy=OPTIONAL,
        section=f"{SECRET} section",
        **changes,
    )


def every_hidden_operation() -> tuple[Operation, ...]:
    return (
        Replace("s1", a_component("open-1", "Open in place of it")),
        Replace("s2", secret("hidden-2")),
        Omit("s3", f"{SECRET} reason"),
        Annotate("s4", f"{SECRET} note", "oc"),
        Replace("c2", secret("hidden-c2")),
        Add(secret("own-s"), after="s4"),
    )


def a_core_with_secrets() -> Release:
    return a_core_release(components=(*PARTS, *(secret(f"s{n}") for n in range(1, 5))))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/packages/food-plants/",
        "/packages/food-plants/releases/1.0.0/manifest.json",
        "/packages/food-plants/compare/core..1.0.0/",
        "/packages/food-plants/compare/1.0.0..{second}/",
        "/packages/food-plants/compare/core..{second}/",
        "/packages/cleaning-1/",
        "/packages/cleaning-1/specialisations/",
        "/packages/cleaning-1/compare/1.0.0..{core}/",
        "/catalogue/?q=zebra",
    ],
)
def test_page_names_nothing_for_members_only(client: Client, path: str) -> None:
    core = a_core_with_secrets()
    a_level_2(core, *every_hidden_operation())
    newer = next_core_release(core, secret("s1", effort_minutes=30), summary="New summary")
    second = a_level_2(newer, Omit("s1", f"{SECRET} reason"), Annotate("s2", f"{SECRET} note"))
    response = client.get(path.format(second=second.number, core=newer.number))
    assert response.status_code == 200
    told = response.content.decode().lower().replace("q=zebra", "").replace('value="zebra"', "")
    found = [told[max(0, i - 60) : i + 40] for i in range(len(told)) if told.startswith(SECRET, i)]
    assert "catalogue" in path or found == []
    assert "catalogue" not in path or "/packages/" not in told


@pytest.mark.django_db
def test_archive_and_index_name_nothing_for_members_only() -> None:
    release = a_level_2(a_core_with_secrets(), *every_hidden_operation())
    target = io.BytesIO()
    write(source_of(Release.objects.select_related("package").get(pk=release.pk)), target)
    archive = zipfile.ZipFile(target)
    for name in archive.namelist():
        assert SECRET not in name.lower()
        assert SECRET not in archive.read(name).decode("utf-8", "replace").lower()
    assert not EntryWords.objects.filter(words__icontains=SECRET).exists()
    assert SECRET not in str(list(EntryPlaces.objects.values_list("places", flat=True))).lower()


@pytest.mark.django_db
def test_what_stands_in_place_of_a_hidden_part_is_simply_its_own(client: Client) -> None:
    a_level_2(a_core_with_secrets(), *every_hidden_operation())
    markup = client.get("/packages/food-plants/").content.decode()
    assert "Open in place of it" in markup
    assert "In place of" not in markup
    assert "replaces core" not in markup


def marked(component: Component) -> Component:
    """The same, with the secret in all its words where it isn't public."""
    if is_public(component):
        return component
    files = tuple(dataclasses.replace(f, name=f"{SECRET} {f.name}") for f in component.files)
    return dataclasses.replace(
        component, title=f"{SECRET} {component.title}", description=SECRET, files=files
    )


def marked_layer(core: Manifest, layer: Layer) -> Layer:
    hidden = {component.key for component in core.components if not is_public(component)}

    def mark(operation: Operation) -> Operation:
        if isinstance(operation, Add | Replace):
            return dataclasses.replace(operation, component=marked(operation.component))
        if operation.target not in hidden:
            return operation
        if isinstance(operation, Omit):
            return dataclasses.replace(operation, reason=SECRET)
        return dataclasses.replace(operation, note=SECRET)

    return dataclasses.replace(layer, operations=tuple(map(mark, layer.operations)))


@given(st.data())
def test_public_manifest_and_comparison_of_any_layer_hold_no_secret(data: st.DataObject) -> None:
    drawn = data.draw(manifests())
    core = dataclasses.replace(drawn, components=tuple(map(marked, drawn.components)))
    layer = marked_layer(core, data.draw(layers(core)))
    if layer_problems(core, layer):
        return
    effective = apply_layer(core, layer)
    public = public_manifest(effective)
    assert SECRET.encode() not in canonical_bytes(to_json(public))
    assert SECRET not in repr(change_groups(public_manifest(core), public, "/x/", with_base=True))
