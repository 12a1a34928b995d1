"""Answering a proposal: into the core's draft, or no with a reason."""

from __future__ import annotations

import dataclasses

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from repository.blobs.models import StoredDocument
from repository.pages.draft import draft_manifest
from repository.pages.models import PackagePage
from repository.pages.services import update_package_draft
from repository.pages.stream_rows import components_of_rows
from repository.proposals.acceptance import newest_draft, place_in_draft
from repository.proposals.errors import (
    AnsweredMeanwhileError,
    DeclinedWithoutReasonError,
    NotToBeAcceptedError,
)
from repository.proposals.models import State
from repository.proposals.rules import part_of
from repository.proposals.services import accept_proposal, decline_proposal, offer_component
from repository.releases.manifest import MEMBERS, Component
from tests.answers import Callbacks
from tests.factories import Role, user
from tests.offered import (
    a_core,
    a_replacing_layer,
    an_adding_layer,
    an_offer,
    change_part,
    college,
    released_core,
)

pytestmark = pytest.mark.django_db


def in_draft(page: PackagePage, key: str) -> Component:
    draft = newest_draft(page.package)
    assert draft is not None
    part = part_of(draft_manifest(draft), key)
    assert part is not None
    return part


def test_accepted_replacement_takes_the_place_of_the_core_s_part_in_the_draft() -> None:
    page, core = a_core()
    proposal = an_offer(core)
    accept_proposal(proposal=proposal)
    part = in_draft(page, "c2")
    assert (part.title, part.description) == (
        "Lifting people",
        "Bend your knees and use the hoist.",
    )
    assert (part.section, part.policy, part.audience) == ("Body", "adaptable", "public")
    assert [file.name for file in part.files] == ["patients.txt"]
    assert (part.teaches, part.assesses) == (("k2",), ("k2",))
    assert [hop.institution for hop in part.hops] == ["viu", "oc"]
    proposal.refresh_from_db()
    assert proposal.state == State.ACCEPTED
    assert page.package.releases.count() == 1


def test_accepted_part_s_files_are_working_files_of_the_core_s_institution() -> None:
    page, core = a_core()
    accept_proposal(proposal=an_offer(core))
    files = StoredDocument.objects.filter(collection=page.package.owner.collection)
    assert "patients.txt" in {file.filename for file in files}


def test_accepted_addition_keeps_its_key_and_stands_where_it_stood() -> None:
    page, core = a_core()
    key, release = an_adding_layer(core)
    accept_proposal(proposal=offer_component(release=release, key=key, comment="New."))
    draft = newest_draft(page.package)
    assert draft is not None
    assert [part.key for part in draft_manifest(draft).components] == ["c1", "c2", key, "c3"]


def test_addition_behind_a_part_that_went_stands_behind_the_next_one_before_it() -> None:
    page, core = a_core()
    key, release = an_adding_layer(core)
    proposal = offer_component(release=release, key=key, comment="New.")
    draft = newest_draft(page.package)
    assert draft is not None
    rows = components_of_rows(draft.components.get_prep_value())
    kept = [row for row in rows if row.key != "c2"]
    update_package_draft(page=page, fields={"components": kept})
    accept_proposal(proposal=proposal)
    draft = newest_draft(page.package)
    assert draft is not None
    assert [part.key for part in draft_manifest(draft).components] == ["c1", key, "c3"]


def test_replacement_of_a_part_that_the_draft_lost_is_refused_with_the_reason() -> None:
    page, core = a_core()
    proposal = an_offer(core)
    update_package_draft(page=page, fields={"components": []})
    with pytest.raises(NotToBeAcceptedError, match="no longer has"):
        accept_proposal(proposal=proposal)
    proposal.refresh_from_db()
    assert proposal.state == State.OPEN


def test_second_answer_is_told_who_came_first() -> None:
    _, core = a_core()
    proposal = an_offer(core)
    first = user(Role.PUBLISHER, college("viu"), name="first-editor")
    decline_proposal(proposal=proposal, reason="Too special.", user=first)
    with pytest.raises(AnsweredMeanwhileError, match="first-editor"):
        accept_proposal(proposal=proposal)


def test_declining_needs_a_reason() -> None:
    _, core = a_core()
    with pytest.raises(DeclinedWithoutReasonError):
        decline_proposal(proposal=an_offer(core), reason=" ")


def test_draft_under_another_licence_than_fits_refuses() -> None:
    page, core = a_core(licence="CC-BY-NC-4.0")
    proposal = an_offer(core)
    update_package_draft(page=page, fields={"licence": "CC-BY-4.0"})
    with pytest.raises(NotToBeAcceptedError) as refused:
        accept_proposal(proposal=proposal)
    assert refused.value.code == "LICENCE-NC-COLLECT"


def test_locked_draft_isn_t_changed() -> None:
    page, core = a_core()
    proposal = an_offer(core)
    stored = PackagePage.objects.get(pk=page.pk)
    stored.locked, stored.locked_by = True, user(Role.PUBLISHER, college("viu"))
    stored.save()
    with pytest.raises(NotToBeAcceptedError, match="locked"):
        accept_proposal(proposal=proposal, user=user(Role.CONTRIBUTOR, college("viu")))


def test_what_is_for_members_stays_for_members_when_it_is_accepted() -> None:
    page, core = a_core()
    accept_proposal(proposal=an_offer(core, audience=MEMBERS))
    assert in_draft(page, "c2").audience == MEMBERS


def test_alignment_with_what_the_core_hasn_t_got_is_dropped_and_foreseen() -> None:
    page, core = a_core()
    proposal = an_offer(core)
    component = {**proposal.component, "teaches": ["k2", "theirs"]}
    proposal.component = component
    proposal.save()
    draft = newest_draft(page.package)
    assert draft is not None
    assert place_in_draft(proposal, draft).part.teaches == ("k2",)
    accept_proposal(proposal=proposal)
    assert in_draft(page, "c2").teaches == ("k2",)


def test_what_the_screen_foresees_is_what_the_draft_holds_afterwards() -> None:
    page, core = a_core()
    proposal = an_offer(core)
    draft = newest_draft(page.package)
    assert draft is not None
    foreseen = place_in_draft(proposal, draft).part
    accept_proposal(proposal=proposal)
    assert in_draft(page, "c2") == dataclasses.replace(foreseen, files=in_draft(page, "c2").files)
    digests = [file.sha256 for file in foreseen.files]
    assert [file.sha256 for file in in_draft(page, "c2").files] == digests


def test_released_core_marks_what_came_with_it_and_names_the_hops() -> None:
    page, core = a_core()
    proposal = accept_proposal(proposal=an_offer(core))
    release = released_core(page)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.released_in) == (State.RELEASED, release)
    part = part_of(release.manifest, "c2")
    assert part is not None
    assert [hop.institution for hop in part.hops] == ["viu", "oc", "viu"]


def test_accepted_part_that_was_taken_out_again_isn_t_said_to_be_released() -> None:
    page, core = a_core()
    before = core.manifest.components[1]
    proposal = accept_proposal(proposal=an_offer(core))
    draft = newest_draft(page.package)
    assert draft is not None
    rows = components_of_rows(draft.components.get_prep_value())
    update_package_draft(page=page, fields={"components": [r for r in rows if r.key != "c2"]})
    stored = PackagePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    stored.summary = f"Without {before.title}."
    stored.save_revision(clean=False)
    released_core(page)
    proposal.refresh_from_db()
    assert proposal.state == State.ACCEPTED


def test_part_that_was_offered_and_accepted_twice_is_replaced_in_place() -> None:
    page, core = a_core()
    accept_proposal(proposal=an_offer(core))
    again = a_replacing_layer(core, "vcc", title="Lifting with two")
    accept_proposal(proposal=offer_component(release=again, key="c2", comment="Better."))
    assert in_draft(page, "c2").title == "Lifting with two"
    draft = newest_draft(page.package)
    assert draft is not None
    assert [part.key for part in draft_manifest(draft).components] == ["c1", "c2", "c3"]


def test_what_editors_changed_meanwhile_in_other_parts_stays() -> None:
    page, core = a_core()
    proposal = an_offer(core)
    change_part(page, "c3", title="Two posters")
    accept_proposal(proposal=proposal)
    assert in_draft(page, "c3").title == "Two posters"


def test_mail_that_can_t_be_sent_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callbacks
) -> None:
    def fails(*args: object) -> int:
        raise OSError("no route")

    _, core = a_core()
    user(Role.PUBLISHER, college("oc"))
    proposal = an_offer(core)
    monkeypatch.setattr(EmailBackend, "send_messages", fails)
    with django_capture_on_commit_callbacks(execute=True):
        accept_proposal(proposal=proposal)
    proposal.refresh_from_db()
    assert proposal.state == State.ACCEPTED


def test_answer_is_told_to_those_who_offered_with_its_reason(
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    _, core = a_core()
    person = user(Role.CONTRIBUTOR, college("oc"))
    proposal = an_offer(core)
    with django_capture_on_commit_callbacks(execute=True):
        decline_proposal(proposal=proposal, reason="Too special.")
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert "Too special." in mail.outbox[0].body
