"""A layer from its first click to its release, without the editor."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from repository.pages.draft import draft_manifest
from repository.pages.errors import LayerRefusedError, NotToBeSpecialisedError
from repository.pages.layer_service import (
    add_component,
    annotate_component,
    omit_component,
    replace_component,
    restore_component,
    revise,
)
from repository.pages.models import SpecialisationPage
from repository.pages.problems import draft_problems
from repository.pages.services import publish_package
from repository.releases.attribution import Place, attribution_text
from repository.releases.errors import NotReleasableError
from repository.releases.manifest import MEMBERS, PUBLIC
from repository.releases.models import Release, ReleaseBase
from repository.releases.selectors import newest_release
from repository.releases.services import publish_release
from tests.layered import PARTS, a_core_release, a_layer, newest_draft, released_layer
from tests.manifests import a_component

pytestmark = pytest.mark.django_db

FIRST_OF_MAY = date(2026, 5, 1)


def test_new_layer_is_the_core_under_another_name() -> None:
    core = a_core_release()
    manifest = draft_manifest(a_layer(core))
    assert [c.key for c in manifest.components] == [c.key for c in core.manifest.components]
    assert manifest.duties == core.manifest.duties
    assert manifest.base is not None
    assert manifest.base.number == "1.0.0"
    assert manifest.kind == "level-2-specialisation"


def test_released_layer_carries_proof_base_and_hops() -> None:
    core = a_core_release()
    page = a_layer(core)
    add_component(page=page, after="c1", type="lesson-plan", title="Foam and rinse")
    release = publish_package(page=page)
    assert release is not None
    manifest = release.manifest
    assert manifest.proof is not None
    assert manifest.proof.competencies == len(core.manifest.competencies)
    assert ReleaseBase.objects.get(release=release).base == core
    inherited, own = manifest.components[0], manifest.components[1]
    assert [hop.title for hop in inherited.hops] == [core.manifest.title, "Food plants"]
    assert own.origin == "added"
    assert [hop.institution for hop in own.hops] == ["oc"]


def test_replacing_begins_with_the_core_s_own_and_can_be_undone() -> None:
    core = a_core_release()
    page = a_layer(core)
    replace_component(page=page, target="c2", reason="We lift patients.")
    manifest = draft_manifest(newest_draft(page))
    assert manifest.components[1].origin == "replaced"
    digests = [file.sha256 for file in manifest.components[1].files]
    assert digests == [file.sha256 for file in core.manifest.components[1].files]
    restore_component(page=page, target="c2")
    assert draft_manifest(newest_draft(page)).components[1].origin == ""


@pytest.mark.parametrize("target", ["c1"])
def test_locked_part_is_neither_replaced_nor_left_out(target: str) -> None:
    page = a_layer(a_core_release())
    with pytest.raises(LayerRefusedError, match="locked"):
        replace_component(page=page, target=target)
    with pytest.raises(LayerRefusedError, match="locked"):
        omit_component(page=page, target=target, reason="No.")


def test_note_stands_beside_a_locked_part_in_the_name_of_the_institution() -> None:
    page = a_layer(a_core_release())
    annotate_component(page=page, target="c1", note="At the scrub sink.")
    noted = draft_manifest(newest_draft(page)).components[0]
    assert [(note.text, note.by) for note in noted.notes] == [("At the scrub sink.", "oc")]


def test_layer_without_an_assessed_competency_is_not_released() -> None:
    page = a_layer(a_core_release())
    omit_component(page=page, target="c3", reason="Others do our windows.")
    assert "HARMONY-NOT-ASSESSED" in {p.code for p in draft_problems(newest_draft(page))}
    with pytest.raises(NotReleasableError, match="assesses"):
        publish_package(page=page)


def test_nothing_is_built_on_what_may_not_be_adapted() -> None:
    core = a_core_release(licence="CC-BY-ND-4.0")
    with pytest.raises(NotToBeSpecialisedError, match="ND"):
        a_layer(core)
    assert not SpecialisationPage.objects.exists()


def test_answer_key_of_the_core_is_not_given_to_everybody_by_a_layer() -> None:
    key = a_component("c5", "Answer key", type="assessment", audience=MEMBERS)
    page = a_layer(a_core_release(components=(*PARTS, key)))
    replace_component(page=page, target="c5")
    rows = newest_draft(page).components.get_prep_value()
    rows[0]["value"]["audience"] = PUBLIC

    def open_it(draft: SpecialisationPage) -> None:
        draft.components = rows

    revise(page, open_it, None)
    assert "LAYER-MEMBERS-FILE" in {p.code for p in draft_problems(newest_draft(page))}
    with pytest.raises(NotReleasableError, match="members only"):
        publish_package(page=page)


def test_last_gate_keeps_the_answer_key_of_the_core_closed_too() -> None:
    key = a_component("c5", "Answer key", type="assessment", audience=MEMBERS)
    core = a_core_release(components=(*PARTS, key))
    page = a_layer(core)
    manifest = draft_manifest(page)
    opened = dataclasses.replace(manifest.components[-1], key="own", audience=PUBLIC)
    leaking = dataclasses.replace(manifest, components=(*manifest.components, opened))
    with pytest.raises(NotReleasableError, match="members only"):
        publish_release(package=page.package, manifest=leaking)


def test_adaptation_of_a_level_2_names_everybody_whose_work_is_in_it() -> None:
    level_2 = a_layer(a_core_release())
    add_component(page=level_2, after="c1", type="lesson-plan", title="Foam and rinse")
    released_layer(level_2)
    release = released_layer(a_layer(newest_of(level_2), "vcc", title="Food plants, in French"))
    manifest = release.manifest
    assert manifest.kind == "standalone"
    assert manifest.proof is None
    foam = next(part for part in manifest.components if part.title == "Foam and rinse")
    assert [hop.institution for hop in foam.hops] == ["oc", "vcc"]
    assert [hop.institution for hop in manifest.components[0].hops] == ["viu", "oc", "vcc"]
    text = attribution_text(manifest, Place("https://x.example/p/1/", "Headwaters", FIRST_OF_MAY))
    assert text == (
        "Food plants, in French, release 1.0.0, by The college of vcc (2026), licensed CC BY-SA "
        "4.0. Builds on “Food plants”, release 1.0.0, by The college of oc, licensed CC BY-SA 4.0. "
        "Builds on “Cleaning, Level 1”, release 1.0.0, by The college of viu, licensed CC BY-SA "
        "4.0. From Headwaters: https://x.example/p/1/"
    )


def newest_of(page: SpecialisationPage) -> Release:
    release = newest_release(page.package)
    assert release is not None
    return release


def test_why_a_part_is_locked_is_said_in_the_words_of_the_core() -> None:
    words = "Same assessment, same credential."
    locked = dataclasses.replace(PARTS[0], policy_reason=words)
    page = a_layer(a_core_release(components=(locked, *PARTS[1:])))
    assert draft_manifest(page).components[0].policy_reason == words
    with pytest.raises(LayerRefusedError, match=words):
        replace_component(page=page, target="c1")
