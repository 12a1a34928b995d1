"""The public manifest holds no trace of what is for members only."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given

from repository.lib.canonical_json import canonical_bytes
from repository.licences.catalogue import MEMBERS as MEMBERS_LICENCE
from repository.releases.audience import closed_parts, public_manifest
from repository.releases.manifest import (
    MEMBERS,
    Attribution,
    Component,
    Manifest,
    from_json,
    to_json,
)
from repository.releases.provenance import stamped
from tests.manifests import a_component, a_file, a_manifest, manifests, sha256_of

MARK = "ⓢecret"


def marked(component: Component, place: int) -> Component:
    """The component with every text of its own marked, so that a trace of it can be found."""
    mark = f"{MARK}{place}"
    files = tuple(
        dataclasses.replace(
            file, name=f"{mark}{n}.pdf", sha256=sha256_of(f"{mark}{n}"), facts=(("title", mark),)
        )
        for n, file in enumerate(component.files)
    )
    return dataclasses.replace(
        component,
        key=mark,
        title=mark,
        description=mark,
        section=mark,
        attribution=Attribution(mark, mark, mark, mark),
        files=files,
    )


@given(manifests())
def test_public_manifest_has_no_trace_of_what_is_for_members(manifest: Manifest) -> None:
    components = tuple(
        marked(component, place) if component.audience == MEMBERS else component
        for place, component in enumerate(manifest.components)
    )
    whole = stamped(dataclasses.replace(manifest, components=components), "1.0.0")
    secret = [component for component in components if component.audience == MEMBERS]

    text = canonical_bytes(to_json(public_manifest(whole))).decode()

    assert MARK not in text
    assert not [file.sha256 for c in secret for file in c.files if file.sha256 in text]


@given(manifests())
def test_public_manifest_keeps_all_that_is_public(manifest: Manifest) -> None:
    public = public_manifest(manifest)

    assert public.components == tuple(c for c in manifest.components if c.audience == "public")
    assert dataclasses.replace(public, components=manifest.components) == manifest
    assert public_manifest(public) == public


def test_public_manifest_of_an_unknown_audience_leaves_it_out() -> None:
    manifest = a_manifest(components=(a_component(audience="Public"), a_component(audience="")))

    assert public_manifest(manifest).components == ()


def test_public_manifest_of_a_licence_for_members_leaves_it_out() -> None:
    manifest = a_manifest(components=(a_component(licence=MEMBERS_LICENCE),))

    assert public_manifest(manifest).components == ()


@given(manifests())
def test_manifest_comes_back_from_json_as_it_was(manifest: Manifest) -> None:
    made = stamped(manifest, "1.0.0")

    assert from_json(to_json(made)) == made


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (a_component("c1", "Answers", audience=MEMBERS), True),
        (a_component("c9", "Key", audience=MEMBERS, files=(a_file("answers.pdf"),)), True),
        (a_component("c9", "Key", audience=MEMBERS, files=(a_file("others.pdf"),)), False),
        (a_component("c2", "Test bank", audience=MEMBERS), False),
        (a_component("c1", "Answers"), False),
    ],
    ids=["closed", "its file closed", "new", "closed before", "open"],
)
def test_closed_parts_are_those_that_everybody_had(part: Component, told: bool) -> None:
    before = a_manifest(
        components=(
            a_component("c1", "Answers", files=(a_file("answers.pdf"),)),
            a_component("c2", "Test bank", audience=MEMBERS, files=(a_file("bank.pdf"),)),
        )
    )
    after = a_manifest(components=(part,))
    assert closed_parts(before, after) == ((part,) if told else ())
