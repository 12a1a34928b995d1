"""Codes are for people and may change with a core release; what a part teaches doesn't."""

from __future__ import annotations

import pytest

from repository.pages.draft import draft_manifest
from repository.pages.layer_service import add_component, revise
from repository.pages.models import SpecialisationPage
from repository.updates.services import accept_update
from tests.factories import Role, user
from tests.layered import a_core_release, a_layer, newest_draft, next_core_release
from tests.manifests import a_competency, a_duty
from tests.updates.moved import reported, update_of

pytestmark = pytest.mark.django_db

RENUMBERED = (
    a_duty(
        "d1",
        code="A",
        competencies=(
            a_competency("k1", "Work safely", code="A1"),
            a_competency("k3", "Clean floors", code="A2"),
            a_competency("k2", "Clean glass", code="A3"),
        ),
    ),
)


def test_own_part_teaches_the_same_competency_when_the_core_renumbers_them() -> None:
    core = a_core_release()
    page = a_layer(core)
    add_component(page=page, after="c3", type="lesson-plan", title="Tall glass")

    def teach(draft: SpecialisationPage) -> None:
        rows = draft.components.get_prep_value()
        rows[0]["value"] |= {"teaches": "a1, A2", "assesses": "A2, Z9"}
        draft.components = rows

    revise(page, teach, None)
    reported(next_core_release(core, duties=RENUMBERED))
    update = update_of(page)
    person = user(Role.PUBLISHER, page.package.owner)
    accept_update(update=update, turn=update.turn, user=person)
    draft = newest_draft(page)
    own = next(c for c in draft_manifest(draft).components if c.title == "Tall glass")
    assert (own.teaches, own.assesses) == (("k1", "k2"), ("k2",))
    value = draft.components.get_prep_value()[0]["value"]
    # What nobody knows stays as it was typed: the editor names it.
    assert (value["teaches"], value["assesses"]) == ("a1, A3", "A3, Z9")
