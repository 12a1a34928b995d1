"""Merging by hand begins with one's own words and the core's new ones, and tells of conflicts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from repository.pages.draft import draft_manifest
from repository.pages.layer_service import replace_component, revise
from repository.pages.models import SpecialisationPage
from repository.releases.manifest import Component
from repository.releases.models import Release
from repository.releases.rebase import Choice
from repository.updates.answers import Answer, merge_of
from repository.updates.forms import AnswerForm
from repository.updates.models import CoreUpdate
from repository.updates.services import accept_update, save_answers
from tests.factories import Role, user
from tests.layered import PARTS, a_core_release, a_layer, newest_draft, next_core_release
from tests.manifests import a_component, a_file
from tests.updates.moved import question_of, reported, update_of

pytestmark = pytest.mark.django_db

WORDS = "Test the weight and ask for help above 20 kg, whoever is on shift."
NEW = "Test the weight and ask for help above 16 kg, whoever is on shift. Report strain."


def lifting(**changes: Any) -> Component:
    values = {"teaches": ("k1",), "description": WORDS, "files": (a_file("lift.pdf"),)}
    return a_component("c2", "Lifting and carrying", **(values | changes))


def a_merge(own: str, **changes: Any) -> tuple[SpecialisationPage, CoreUpdate]:
    """A layer whose replacement began as a copy and says `own`, after the core said `NEW`."""
    core = a_core_release(components=(PARTS[0], lifting(), *PARTS[2:]))
    page = a_layer(core)
    replace_component(page=page, target="c2", reason="We lift patients.")

    def write(draft: SpecialisationPage) -> None:
        rows = draft.components.get_prep_value()
        rows[0]["value"]["description"] = own
        draft.components = rows

    revise(page, write, None)
    reported(next_core_release(core, lifting(description=NEW, **changes)))
    return page, update_of(page)


def shown(page: SpecialisationPage, update: CoreUpdate) -> str:
    client = Client()
    client.force_login(user(Role.PUBLISHER, page.package.owner))
    response = client.get(f"/admin/core-updates/{update.pk}/")
    return " ".join(response.content.decode().split())


def taken(page: SpecialisationPage, update: CoreUpdate, **said: str) -> Component:
    """The merged part of the draft, where somebody changes nothing but what is `said`."""
    asked = question_of(update)
    begun = merge_of(asked)
    assert begun is not None
    values = {"title": begun.title.text, "description": begun.description.text} | said
    answers = {asked.name: Answer(Choice.MERGE, seen=asked.seen, **values)}
    person = user(Role.PUBLISHER, page.package.owner)
    saved = save_answers(update=update, turn=update.turn, answers=answers, user=person)
    accept_update(update=update, turn=saved.turn, user=person)
    return draft_manifest(newest_draft(page)).components[1]


def test_form_begins_with_own_words_and_the_core_s_new_ones() -> None:
    page, update = a_merge(WORDS.replace("ask for help", "use a lift device"))
    text = shown(page, update)
    merged = (
        "Test the weight and use a lift device above 16 kg, whoever is on shift. Report strain."
    )
    assert f">{merged}</textarea>" in text
    assert "Starts from yours with the core’s new words put in." in text
    assert "Both changed" not in text


def test_form_shows_where_both_changed_the_same_words() -> None:
    page, update = a_merge(WORDS.replace("20", "25"))
    text = shown(page, update)
    assert "Both changed the same words in 1 place" in text
    assert "above <del>20</del><ins>16</ins> kg," in text
    assert "above <del>20</del><ins>25</ins> kg," in text
    assert (
        ">Test the weight and ask for help above 25 kg, whoever is on shift. Report strain.<"
        in text
    )


def test_files_that_only_the_core_changed_are_chosen_beforehand() -> None:
    page, update = a_merge(WORDS, files=(a_file("lift-v2.pdf"),))
    assert 'value="core" checked' in shown(page, update)


def test_other_fields_follow_the_side_that_changed_them() -> None:
    page, update = a_merge("Ours.", effort_minutes=90, section="Body")
    assert "As the core has it now: section and hours." in shown(page, update)
    part = taken(page, update)
    assert (part.effort_minutes, part.section, part.description) == (90, "Body", "Ours.")


def test_merged_part_names_the_release_whose_words_it_holds() -> None:
    page, update = a_merge(WORDS)
    part = taken(page, update, files="core")
    assert part.hops[-1].release == Release.objects.get(pk=update.to_release_id).number
    assert part.description == NEW


def test_merged_text_may_be_as_long_as_a_long_part() -> None:
    said = {"q1-asked": "c2|x", "q1-seen": "1", "q1-choice": Choice.MERGE, "q1-title": "Lifting"}
    assert AnswerForm(said | {"q1-description": "word " * 8_000}, prefix="q1").is_valid()
    assert not AnswerForm(said | {"q1-description": "word " * 30_000}, prefix="q1").is_valid()
