"""What differs between two manifests, and what only moved or got a new name."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from repository.releases.differences import (
    ADDED,
    CHANGED,
    DELETED,
    EQUAL,
    INSERTED,
    MOVED,
    REMOVED,
    Span,
    differences,
    word_difference,
)
from repository.releases.manifest import Component, Manifest
from tests.layers import later
from tests.manifests import a_competency, a_component, a_duty, a_file, a_manifest, manifests, texts


def core(*keys: str) -> Manifest:
    return a_manifest(components=tuple(a_component(key, f"Part {key}") for key in keys))


def changed(manifest: Manifest, index: int, **changes: object) -> Manifest:
    parts = list(manifest.components)
    parts[index] = dataclasses.replace(parts[index], **changes)  # type: ignore[arg-type]
    return dataclasses.replace(manifest, components=tuple(parts))


def kinds(before: Manifest, after: Manifest) -> list[tuple[str, str]]:
    return [(change.kind, change.key) for change in differences(before, after).components]


@given(manifests())
def test_a_manifest_does_not_differ_from_itself(manifest: Manifest) -> None:
    assert differences(manifest, dataclasses.replace(manifest, number="9.9.9")).empty


@given(manifests(), st.data())
def test_both_directions_tell_of_the_same_things(manifest: Manifest, data: st.DataObject) -> None:
    other = data.draw(later(manifest))
    there = differences(manifest, other)
    back = differences(other, manifest)
    turned = {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED}
    forth = {(c.before, c.after) for c in there.components if c.kind in turned}
    assert {(c.after, c.before) for c in back.components if c.kind in turned} == forth
    assert {f.name for f in there.fields} == {f.name for f in back.fields}


def test_added_removed_and_changed_are_told_by_key() -> None:
    before = core("c1", "c2", "c3")
    after = changed(core("c1", "c3", "c4"), 1, title="New title")
    assert kinds(before, after) == [(CHANGED, "c3"), (ADDED, "c4"), (REMOVED, "c2")]
    title = differences(before, after).components[0]
    assert title.renamed
    assert [(f.name, f.before, f.after) for f in title.fields] == [
        ("title", "Part c3", "New title")
    ]


def test_only_what_left_the_order_has_moved() -> None:
    assert kinds(core("c1", "c2", "c3", "c4"), core("c4", "c1", "c2", "c3")) == [(MOVED, "c4")]
    assert kinds(core("c1", "c2", "c3"), core("c1", "c9", "c2", "c3")) == [(ADDED, "c9")]


def test_the_same_bytes_under_a_new_key_are_not_added_and_removed() -> None:
    before = core("c1", "c2")
    made_anew = dataclasses.replace(before.components[1], key="c9", title="Renamed")
    after = dataclasses.replace(before, components=(before.components[0], made_anew))
    (change,) = differences(before, after).components
    assert (change.kind, change.renamed) == (CHANGED, True)
    assert isinstance(change.before, Component)
    assert change.before.key == "c2"


def test_files_are_told_by_name_then_by_their_bytes() -> None:
    before = changed(core("c1"), 0, files=(a_file("a.pdf"), a_file("b.pdf"), a_file("c.pdf")))
    after = changed(
        core("c1"),
        0,
        files=(a_file("a.pdf", "other"), a_file("renamed.pdf", "b.pdf"), a_file("d.pdf")),
    )
    (change,) = differences(before, after).components
    told = [(f.before and f.before.name, f.after and f.after.name) for f in change.files]
    assert told == [
        ("a.pdf", "a.pdf"),
        ("b.pdf", "renamed.pdf"),
        (None, "d.pdf"),
        ("c.pdf", None),
    ]


def test_competencies_are_compared_like_components() -> None:
    before = a_manifest(
        duties=(
            a_duty(
                competencies=(a_competency("k1"), a_competency("k2")),
            ),
        )
    )
    after = a_manifest(
        duties=(
            a_duty(
                competencies=(a_competency("k1", "Other"), a_competency("k3", "New")),
            ),
        )
    )
    changes = differences(before, after).competencies
    assert [(change.kind, change.key) for change in changes] == [
        (CHANGED, "k1"),
        (ADDED, "k3"),
        (REMOVED, "k2"),
    ]


def test_fields_of_the_package_are_told_with_both_values() -> None:
    before = a_manifest(subjects=("Cleaning",), effort_minutes=60)
    after = a_manifest(subjects=("Cleaning", "Health"), effort_minutes=90)
    told = {f.name: (f.before, f.after) for f in differences(before, after).fields}
    assert told == {
        "subjects": ("Cleaning", "Cleaning, Health"),
        "effort_minutes": ("60", "90"),
    }


def test_words_that_changed_stand_between_those_that_did_not() -> None:
    assert word_difference("Leave it for five minutes.", "Leave it for ten minutes.") == (
        Span(EQUAL, "Leave it for "),
        Span(DELETED, "five"),
        Span(INSERTED, "ten"),
        Span(EQUAL, " minutes."),
    )


def test_texts_without_likeness_are_replaced_whole() -> None:
    spans = word_difference("Spray and wipe.", "Isolation rooms come last, every day")
    assert [span.op for span in spans] == [DELETED, INSERTED]


@given(texts, texts)
def test_words_put_together_again_are_both_texts(before: str, after: str) -> None:
    spans = word_difference(before, after)
    assert "".join(s.text for s in spans if s.op != INSERTED) == before
    assert "".join(s.text for s in spans if s.op != DELETED) == after
