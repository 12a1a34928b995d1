"""The screens of core updates, as people of the layer and of the core use them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from repository.pages.layer_service import omit_component
from repository.pages.models import SpecialisationPage
from repository.releases.models import Release, Urgency
from repository.releases.services import mark_urgent
from repository.updates.models import CoreUpdate, State
from tests.factories import Role, user
from tests.layered import a_core_release, a_layer, newest_draft, next_core_release, released_layer
from tests.manifests import a_component
from tests.updates.moved import (
    an_open_question,
    changed_lifting,
    reported,
    update_of,
)

pytestmark = pytest.mark.django_db


def signed_in(role: Role, page: SpecialisationPage, name: str = "") -> tuple[Client, User]:
    person = user(role, page.package.owner, name)
    client = Client()
    client.force_login(person)
    return client, person


def address(update: CoreUpdate) -> str:
    return f"/admin/core-updates/{update.pk}/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def form_fields(response: Any, **said: str) -> dict[str, str]:
    """What the page's form would send, with answers to its first question."""
    update, screen = response.context["update"], response.context["screen"]
    fields = {"turn": str(update.turn)}
    for card in screen.cards:
        prefix = f"q{card.number}-"
        fields |= {prefix + "asked": card.asked.name, prefix + "seen": card.asked.seen}
    return fields | {f"q1-{name}": value for name, value in said.items()}


def test_list_says_what_waits_and_what_when_nothing_does() -> None:
    page, _ = an_open_question(a_core_release())
    client, _ = signed_in(Role.CONTRIBUTOR, page)
    assert "1 decision" in text_of(client.get("/admin/core-updates/"))
    CoreUpdate.objects.all().delete()
    assert "Nothing waits for you" in text_of(client.get("/admin/core-updates/"))
    answered = client.get("/admin/core-updates/?show=answered")
    assert "Nothing has been taken over or declined yet" in text_of(answered)


def test_menu_and_dashboard_tell_how_many_wait() -> None:
    page, _ = an_open_question(a_core_release())
    client, _ = signed_in(Role.CONTRIBUTOR, page)
    text = text_of(client.get("/admin/"))
    assert "Core updates (1)" in text
    assert "Core updates that wait" in text


def test_screen_shows_three_sides_word_by_word() -> None:
    page, update = an_open_question(a_core_release())
    client, _ = signed_in(Role.PUBLISHER, page)
    text = text_of(client.get(address(update)))
    assert "Level 1 moved from 1.0.0 to" in text
    assert "0 of 1 decided" in text
    assert "<ins>Ask for help above 16 kg.</ins>" in text
    assert "lifting-v2.pdf" in text
    assert " checked" not in text.split('value="merge"')[0].split("Your decision")[1]


def test_screen_lists_what_is_left_out_and_what_is_taken_over() -> None:
    core = a_core_release()
    page = a_layer(core)
    omit_component(page=page, target="c4", reason="We have no poster.")
    poster = a_component("c4", "Poster: new", policy="optional", type="learning-resource")
    reported(next_core_release(core, changed_lifting(), poster))
    client, _ = signed_in(Role.PUBLISHER, page)
    text = text_of(client.get(address(update_of(page))))
    assert "Taken over as they are (1)" in text
    assert "Stay left out (1)" in text
    assert "stays left out: We have no poster." in text
    assert "Nothing to decide" in text


def test_saving_keeps_an_answer_and_makes_no_draft() -> None:
    page, update = an_open_question(a_core_release())
    client, _ = signed_in(Role.CONTRIBUTOR, page, "con")
    fields = form_fields(client.get(address(update)), choice="keep", reason="Ours.")
    response = client.post(address(update), fields | {"act": "save"}, follow=True)
    assert "1 of 1 decided" in text_of(response)
    assert "con chose “Keep yours”" in text_of(response)
    assert newest_draft(page).base_release == update.from_release


def test_answer_that_is_too_long_comes_back_with_its_words_and_saves_nothing() -> None:
    page, update = an_open_question(a_core_release())
    client, _ = signed_in(Role.CONTRIBUTOR, page)
    fields = form_fields(client.get(address(update)), choice="keep", reason="long " * 500)
    response = client.post(address(update), fields | {"act": "save"})
    assert response.status_code == 422
    text = text_of(response)
    assert "Reason: Ensure this value has at most 2000 characters" in text
    assert 'value="keep" checked' in text
    assert "long " * 500 in text
    assert update_of(page).answers == {}


def test_reason_of_several_lines_may_be_as_long_as_the_browser_lets_it() -> None:
    page, update = an_open_question(a_core_release())
    client, _ = signed_in(Role.CONTRIBUTOR, page)
    # 2000 characters for the browser, which sends each line's end as two.
    reason = "\r\n".join(["x" * 99] * 19 + ["x" * 100])
    fields = form_fields(client.get(address(update)), choice="keep", reason=reason)
    response = client.post(address(update), fields | {"act": "save"}, follow=True)
    assert "1 of 1 decided" in text_of(response)


def test_publisher_makes_the_draft_with_the_same_form() -> None:
    page, update = an_open_question(a_core_release())
    client, _ = signed_in(Role.PUBLISHER, page)
    fields = form_fields(client.get(address(update)), choice="take")
    response = client.post(address(update), fields | {"act": "accept"}, follow=True)
    assert "Draft made on" in text_of(response)
    assert "Your layer: 0 added, 0 replaced, 0 left out, 0 notes" in text_of(response)
    assert "Contains all 2 core competencies" in text_of(response)
    assert newest_draft(page).base_release == update.to_release
    assert not Release.objects.filter(package=page.package_id).exists()


def test_draft_is_not_made_while_something_is_open() -> None:
    page, update = an_open_question(a_core_release())
    client, _ = signed_in(Role.PUBLISHER, page)
    fields = form_fields(client.get(address(update)))
    response = client.post(address(update), fields | {"act": "accept"}, follow=True)
    assert "Not yet: “Lifting and carrying” waits for a decision" in text_of(response)


@pytest.mark.parametrize("act", ["accept", "decline", "reopen"])
def test_contributor_does_not_answer_for_the_institution(act: str) -> None:
    page, update = an_open_question(a_core_release())
    client, _ = signed_in(Role.CONTRIBUTOR, page)
    assert client.post(address(update), {"act": act, "turn": "1"}).status_code == 403


def test_second_publisher_gets_409_with_the_first_one_s_answer_and_the_own_as_text() -> None:
    page, update = an_open_question(a_core_release())
    maria, _ = signed_in(Role.PUBLISHER, page, "Maria")
    nadia, _ = signed_in(Role.PUBLISHER, page, "Nadia")
    seen = nadia.get(address(update))
    first = form_fields(maria.get(address(update)), choice="take")
    maria.post(address(update), first | {"act": "save"})
    second = form_fields(seen, choice="keep", reason="Ours is about patients.")
    response = nadia.post(address(update), second | {"act": "save"})
    text = text_of(response)
    assert response.status_code == 409
    assert "Maria saved decisions while you had this page open." in text
    assert "“Lifting and carrying”: Keep yours. Ours is about patients." in text
    assert "Maria chose “Take the core’s”" in text


def test_core_released_while_deciding_leads_to_the_new_report_with_the_answers() -> None:
    core = a_core_release()
    page, update = an_open_question(core)
    client, _ = signed_in(Role.PUBLISHER, page)
    fields = form_fields(client.get(address(update)), choice="take")
    third = next_core_release(update.to_release, title="Cleaning, the third")
    response = client.post(address(update), fields | {"act": "accept"}, follow=True)
    newer = update_of(page)
    assert response.redirect_chain[-1][0] == address(newer)
    assert f"It is on {third.number} now" in text_of(response)
    assert "1 of 1 decided" in text_of(response)
    assert newest_draft(page).base_release == core


def test_declining_asks_for_a_reason_and_can_be_taken_back() -> None:
    page, update = an_open_question(a_core_release())
    client, _ = signed_in(Role.PUBLISHER, page)
    turn = {"turn": str(update.turn), "act": "decline"}
    assert client.post(address(update), turn).status_code == 422
    said = client.post(address(update), turn | {"decline-reason": "Exams."}, follow=True)
    assert "Declined" in text_of(said)
    update.refresh_from_db()
    assert update.state == State.DECLINED
    again = {"turn": str(update.turn), "act": "reopen"}
    assert "0 of 1 decided" in text_of(client.post(address(update), again, follow=True))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"turn": "x"},
        {"turn": "1", "act": "delete"},
        {"turn": "99999999999"},
        {"turn": "1", "q1-asked": "a|b"},
        {"turn": "1", "q1-asked": "a|b", "q1-seen": "x", "q1-choice": "nothing"},
        {"turn": "1", "q1-asked": "a\x00|b", "q1-seen": "x", "q1-choice": "keep"},
    ],
)
def test_form_that_nobody_made_changes_nothing(fields: dict[str, str]) -> None:
    page, update = an_open_question(a_core_release())
    client, _ = signed_in(Role.PUBLISHER, page)
    assert client.post(address(update), fields).status_code in {302, 400, 409, 422}
    update.refresh_from_db()
    assert update.answers == {}


def test_statements_of_the_list_do_not_grow() -> None:
    core = a_core_release()
    page = a_layer(core)
    client, _ = signed_in(Role.CONTRIBUTOR, page)
    reported(next_core_release(core, changed_lifting()))
    client.get("/admin/core-updates/")
    with CaptureQueriesContext(connection) as few:
        client.get("/admin/core-updates/")
    for number in range(3):
        a_layer(core, title=f"Layer {number}")
    reported(core)
    with CaptureQueriesContext(connection) as many:
        client.get("/admin/core-updates/")
    assert len(many) == len(few)


def an_urgent_core() -> tuple[Release, Release]:
    core = a_core_release()
    second = next_core_release(core, changed_lifting())
    by = timezone.localdate() + timedelta(days=30)
    mark_urgent(release=second, take_over_by=by, why="New contact times.", user=None)
    return core, second


def of_the_core(core: Release, role: Role = Role.PUBLISHER) -> Client:
    client = Client()
    client.force_login(user(role, core.package.owner))
    return client


def test_urgency_is_marked_with_a_day_and_a_reason() -> None:
    core = a_core_release()
    client = of_the_core(core)
    path = f"/admin/packages/{core.package_id}/releases/1.0.0/urgent/"
    past = {"take_over_by": "2020-01-01", "why": "Safety."}
    assert "Choose today or a later day." in text_of(client.post(path, past))
    assert not Urgency.objects.exists()
    day = (timezone.localdate() + timedelta(days=10)).isoformat()
    assert client.post(path, {"take_over_by": day, "why": ""}).status_code == 200
    assert client.post(path, {"take_over_by": day, "why": "Safety."}).status_code == 302
    assert Urgency.objects.get().take_over_by.isoformat() == day


def test_urgency_of_what_is_no_core_is_not_found() -> None:
    core = a_core_release()
    page = a_layer(core)
    released_layer(page)
    client, _ = signed_in(Role.PUBLISHER, page)
    path = f"/admin/packages/{page.package_id}/releases/1.0.0/urgent/"
    assert client.get(path).status_code == 404


def test_urgent_update_is_shown_with_days_left_and_who_has_it() -> None:
    core, second = an_urgent_core()
    page = a_layer(core)
    released_layer(page)
    released_layer(a_layer(second, "vcc", title="Hotels"))
    reported(core)
    client, _ = signed_in(Role.PUBLISHER, page)
    text = text_of(client.get(address(update_of(page))))
    assert f"30 days left; 1 of 2 institutions has {second.number}." in text


def test_uptake_tells_who_has_the_release_and_names_no_draft() -> None:
    core, second = an_urgent_core()
    behind = a_layer(core, title="Food plants")
    released_layer(behind)
    released_layer(a_layer(second, "vcc", title="Hotels"))
    a_layer(core, "kpu", title="Hidden draft")
    reported(core)
    text = text_of(of_the_core(core).get(f"/admin/packages/{core.package_id}/uptake/"))
    assert "1 of 2 has it" in text
    assert text.index("Food plants") < text.index("Hotels")
    assert "Lacks an urgent release" in text
    assert "1 more is being written" in text
    assert "Hidden draft" not in text


def test_uptake_says_why_a_layer_declined() -> None:
    core, _ = an_urgent_core()
    page = a_layer(core)
    released_layer(page)
    reported(core)
    CoreUpdate.objects.update(state=State.DECLINED, reason="After the exams.")
    text = text_of(of_the_core(core).get(f"/admin/packages/{core.package_id}/uptake/"))
    assert "After the exams." in text


def test_statements_of_the_uptake_do_not_grow() -> None:
    core, _ = an_urgent_core()
    released_layer(a_layer(core, title="First"))
    client = of_the_core(core)
    path = f"/admin/packages/{core.package_id}/uptake/"
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(3):
        released_layer(a_layer(core, f"college-{number}", title=f"Layer {number}"))
    reported(core)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)


def test_editor_of_a_layer_says_that_a_newer_core_is_there() -> None:
    core, _ = an_urgent_core()
    page = a_layer(core)
    reported(core)
    client, _ = signed_in(Role.CONTRIBUTOR, page)
    text = text_of(client.get(f"/admin/pages/{page.pk}/edit/"))
    assert "Urgent: take over" in text
    assert address(update_of(page)) in text


def test_list_and_dashboard_mark_what_is_urgent() -> None:
    core, _ = an_urgent_core()
    page = a_layer(core)
    released_layer(page)
    reported(core)
    client, _ = signed_in(Role.PUBLISHER, page)
    for place in ("/admin/core-updates/", "/admin/"):
        assert "Urgent, by" in text_of(client.get(place))
