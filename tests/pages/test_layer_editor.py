"""The editor of a specialisation: what it shows, what it offers, what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from repository.institutions.models import Institution
from repository.pages import layer_extensions
from repository.pages.layer_extensions import Notice, PartAction, notices_for
from repository.pages.layer_service import (
    add_component,
    annotate_component,
    omit_component,
    replace_component,
)
from repository.pages.layer_state import LayerState, layer_state
from repository.pages.models import SpecialisationPage
from repository.releases import manifest as manifests
from repository.releases.models import Release
from repository.releases.services import withdraw_release
from tests import factories
from tests.answers import Answer, said
from tests.layered import a_core_release, a_layer, newest_draft
from tests.manifests import a_component
from tests.pages.forms import edit_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def core() -> Release:
    return a_core_release()


@pytest.fixture
def layer(core: Release) -> SpecialisationPage:
    return a_layer(core)


@pytest.fixture
def contributor(layer: SpecialisationPage, client: Client) -> Client:
    client.force_login(factories.user(factories.Role.CONTRIBUTOR, layer.package.owner))
    return client


def action(page: SpecialisationPage, name: str, key: str = "") -> str:
    args: list[Any] = [page.package_id, key] if key else [page.package_id]
    return reverse(f"layer_{name}", args=args)


def state(page: SpecialisationPage) -> LayerState:
    user = factories.user(factories.Role.CONTRIBUTOR, page.package.owner)
    return layer_state(newest_draft(page), user)


def actions_of(page: SpecialisationPage, key: str) -> list[str]:
    return next([a.name for a in row.actions] for row in state(page).rows if row.line.key == key)


def is_at(response: Answer, page: SpecialisationPage, place: str) -> bool:
    return response.headers.get("Location") == f"{edit_address(page)}#{place}"


# What the editor shows


def test_untouched_layer_shows_the_core_in_its_order(layer: SpecialisationPage) -> None:
    rows = state(layer).rows
    assert [row.line.key for row in rows] == ["c1", "c2", "c3", "c4"]
    assert {row.line.state for row in rows} == {"inherited"}


@pytest.mark.parametrize(
    ("key", "offered"),
    [
        ("c1", ["add", "note"]),
        ("c2", ["replace", "add", "note"]),
        ("c3", ["replace", "omit", "add", "note"]),
    ],
    ids=["locked", "adaptable", "optional"],
)
def test_actions_follow_the_policy_of_the_core(
    layer: SpecialisationPage, key: str, offered: list[str]
) -> None:
    assert actions_of(layer, key) == offered


def test_actions_of_what_was_done_lead_back_and_on(layer: SpecialisationPage) -> None:
    replace_component(page=layer, target="c2", reason="Ours.")
    omit_component(page=layer, target="c4", reason="No bins.")
    own = add_component(page=layer, after="c1", type="video", title="Foam")
    assert actions_of(layer, "c2") == ["restore", "edit", "reason", "add"]
    assert actions_of(layer, "c4") == ["restore", "reason"]
    assert actions_of(layer, own) == ["edit", "move", "remove", "add"]


def test_counts_and_order_tell_of_every_operation(layer: SpecialisationPage) -> None:
    replace_component(page=layer, target="c2", reason="Ours.")
    omit_component(page=layer, target="c4", reason="No bins.")
    own = add_component(page=layer, after="c4", type="video", title="Foam")
    annotate_component(page=layer, target="c1", note="At the gate.")
    shown = state(layer)
    assert dict(shown.counts) == {"added": 1, "replaced": 1, "omitted": 1, "notes": 1}
    assert [row.line.key for row in shown.rows] == ["c1", "c2", "c3", "c4", own]
    assert [row.line.key for row in shown.effective] == ["c1", "c2", "c3", own]


def test_own_part_whose_place_is_gone_is_shown_last_and_can_be_moved(
    layer: SpecialisationPage,
) -> None:
    own = add_component(page=layer, after="c1", type="video", title="Foam")
    draft = newest_draft(layer)
    draft.operations = [{"op": "add", "component": own, "after": "never-there"}]
    draft.save_revision()
    last = state(layer).rows[-1]
    assert (last.line.key, last.line.has_place) == (own, False)
    assert "move" in [a.name for a in last.actions]


def test_editor_shows_the_layer_between_the_fields(
    layer: SpecialisationPage, contributor: Client
) -> None:
    replace_component(page=layer, target="c2", reason="We lift patients.")
    omit_component(page=layer, target="c4", reason="No bins here.")
    annotate_component(page=layer, target="c1", note="At the scrub sink.")
    html = contributor.get(edit_address(layer)).content.decode()
    for text in (
        'id="layer-c1"',
        "Locked: it stays the same at every institution.",
        "Yours, replaces",
        "We lift patients.",
        "No bins here.",
        "At the scrub sink.",
        "Contains all 2 core competencies",
        "Your own components",
        "Open as the public sees it",
        "All 1 locked component is untouched",
    ):
        assert text in html, text
    assert 'name="kind"' not in html


def test_editor_names_what_stands_in_the_way_of_harmony(
    layer: SpecialisationPage, contributor: Client
) -> None:
    omit_component(page=layer, target="c3", reason="No windows.")
    html = contributor.get(edit_address(layer)).content.decode()
    assert "2 breaches of harmony with the core" in html
    assert "Nothing assesses the core’s competency A2" in html


def test_adaptation_of_a_standalone_package_may_change_everything() -> None:
    core = a_core_release(kind=manifests.STANDALONE)
    page = a_layer(core)
    assert actions_of(page, "c1") == ["replace", "omit", "add", "note"]
    assert state(page).harmony is None


def test_notices_and_part_actions_of_other_rooms_are_shown(
    layer: SpecialisationPage, contributor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_component(page=layer, target="c2", reason="Ours.")
    newer = Notice("warning", "A newer core is there", "2.0.0", "/updates/1/", "See it")
    offer = PartAction("Offer to the core", "/offer/c2/", "upload")
    monkeypatch.setattr(layer_extensions, "_notices", [lambda page, user: [newer]])
    monkeypatch.setattr(
        layer_extensions, "_part_actions", [lambda page, key, user: offer if key == "c2" else None]
    )
    html = contributor.get(edit_address(layer)).content.decode()
    assert "A newer core is there" in html
    assert 'href="/updates/1/"' in html
    assert html.count('href="/offer/c2/"') == 1
    assert notices_for(layer, layer.owner) == [newer]


def test_queries_of_the_editor_do_not_grow_with_the_core(
    contributor: Client, django_assert_max_num_queries: Any
) -> None:
    def asked(page: SpecialisationPage) -> int:
        contributor.get(edit_address(page))  # what is kept from request to request is kept now
        with django_assert_max_num_queries(500) as captured:
            contributor.get(edit_address(page))
        return len(captured)

    parts = tuple(
        a_component(f"p{n}", f"Part {n}", teaches=("k1", "k2"), assesses=("k1", "k2"))
        for n in range(60)
    )
    small = a_layer(a_core_release("small-1", components=parts[:2]), title="Small")
    large = a_layer(a_core_release("large-1", components=parts), title="Large")
    for page, count in ((small, 1), (large, 20)):
        for n in range(count):
            add_component(page=page, after=f"p{n % 2}", type="video", title=f"Mine {n}")
    assert asked(large) <= asked(small)


def test_manifest_of_the_core_is_parsed_once_for_the_editor(
    layer: SpecialisationPage, contributor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    read = manifests.from_json

    def counting(value: Any) -> manifests.Manifest:
        parsed.append(value["package"])
        return read(value)

    monkeypatch.setattr(manifests, "from_json", counting)
    contributor.get(edit_address(layer))
    assert parsed == [str(layer.base_release.package.uuid)]


# What its small pages do


def test_replace_leads_to_the_own_component(layer: SpecialisationPage, contributor: Client) -> None:
    answer = contributor.post(action(layer, "replace", "c2"), {"start": "copy", "reason": "Ours."})
    draft = newest_draft(layer)
    assert is_at(answer, layer, f"block-{draft.components[0].id}-section")
    assert draft.operations[0]["reason"] == "Ours."


def test_omit_without_a_reason_asks_again(layer: SpecialisationPage, contributor: Client) -> None:
    for fields in ({"kind": "Other", "reason": " "}, {"reason": "No bins."}, {"kind": "x"}):
        assert contributor.post(action(layer, "omit", "c4"), fields).status_code == 200
    assert newest_draft(layer).operations == []


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("Not done at our sites", "Not done at our sites: No bins."),
        ("Other", "No bins."),
    ],
)
def test_kind_of_reason_stands_before_the_sentence_and_is_read_again(
    layer: SpecialisationPage, contributor: Client, kind: str, stored: str
) -> None:
    contributor.post(action(layer, "omit", "c4"), {"kind": kind, "reason": "No bins."})
    assert newest_draft(layer).operations[0]["reason"] == stored
    again = contributor.get(action(layer, "reason", "c4")).context["form"]
    assert again.initial == {"kind": kind, "reason": "No bins."}


def test_replacement_may_be_called_otherwise_from_the_beginning(
    layer: SpecialisationPage, contributor: Client
) -> None:
    shown = contributor.get(action(layer, "replace", "c2"))
    assert shown.context["form"].initial == {"title": "Lifting and carrying"}
    fields = {"start": "empty", "title": "Lifting crates", "reason": "Ours."}
    contributor.post(action(layer, "replace", "c2"), fields)
    value = newest_draft(layer).components[0].value
    assert (value["title"], len(value["files"])) == ("Lifting crates", 0)


def test_omit_and_restore_come_back_to_the_place(
    layer: SpecialisationPage, contributor: Client
) -> None:
    answer = contributor.post(action(layer, "omit", "c4"), {"kind": "Other", "reason": "No"})
    assert is_at(answer, layer, "layer-c4")
    assert actions_of(layer, "c4") == ["restore", "reason"]
    answer = contributor.post(action(layer, "restore", "c4"))
    assert is_at(answer, layer, "layer-c4")
    assert newest_draft(layer).operations == []


def test_add_at_the_beginning_and_after_a_part(
    layer: SpecialisationPage, contributor: Client
) -> None:
    contributor.post(action(layer, "add_first"), {"title": "Welcome", "type": "video"})
    contributor.post(action(layer, "add", "c2"), {"title": "Foam", "type": "lesson-plan"})
    titles = [row.line.part.title for row in state(layer).rows]
    assert titles.index("Welcome") == 0
    assert titles.index("Foam") == 3


def test_note_is_edited_and_taken_away(layer: SpecialisationPage, contributor: Client) -> None:
    contributor.post(action(layer, "note", "c1"), {"note": "At the gate."})
    shown = contributor.get(action(layer, "note", "c1")).content.decode()
    assert "At the gate." in shown
    contributor.post(action(layer, "note", "c1"), {"note": ""})
    assert newest_draft(layer).operations == []


def test_reason_is_changed_afterwards(layer: SpecialisationPage, contributor: Client) -> None:
    replace_component(page=layer, target="c2", reason="Ours.")
    contributor.post(action(layer, "reason", "c2"), {"reason": "We lift patients."})
    assert newest_draft(layer).operations[0]["reason"] == "We lift patients."


def test_move_takes_what_follows_along(layer: SpecialisationPage, contributor: Client) -> None:
    first = add_component(page=layer, after="c1", type="video", title="First")
    second = add_component(page=layer, after=first, type="video", title="Second")
    offered = contributor.get(action(layer, "move", first)).content.decode()
    assert f'value="{second}"' not in offered
    contributor.post(action(layer, "move", first), {"after": "c4"})
    assert [row.line.key for row in state(layer).rows][-2:] == [first, second]


def test_remove_leaves_what_followed_in_its_place(
    layer: SpecialisationPage, contributor: Client
) -> None:
    first = add_component(page=layer, after="c1", type="video", title="First")
    second = add_component(page=layer, after=first, type="video", title="Second")
    contributor.post(action(layer, "remove", first))
    assert [row.line.key for row in state(layer).rows] == ["c1", second, "c2", "c3", "c4"]


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("replace", "c1", "locked"),
        ("omit", "c1", "locked"),
        ("omit", "c2", "adaptable"),
        ("restore", "c1", "as it is now"),
        ("move", "c1", "as it is now"),
        ("remove", "c2", "as it is now"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_the_policy_forbids_is_refused_with_a_sentence(
    layer: SpecialisationPage, contributor: Client, name: str, key: str, words: str, method: str
) -> None:
    answer = getattr(contributor, method)(action(layer, name, key))
    assert is_at(answer, layer, f"layer-{key}")
    assert words in said(answer)
    assert newest_draft(layer).operations == []


def test_replacing_twice_is_refused(layer: SpecialisationPage, contributor: Client) -> None:
    contributor.post(action(layer, "replace", "c2"), {"start": "copy", "reason": "Ours."})
    answer = contributor.post(action(layer, "replace", "c2"), {"start": "copy", "reason": "Ours."})
    assert "as it is now" in said(answer)
    assert len(newest_draft(layer).components) == 1


@pytest.mark.parametrize("name", ["replace", "omit", "add", "note", "restore", "move", "remove"])
def test_key_that_nobody_has_is_not_found(
    layer: SpecialisationPage, contributor: Client, name: str
) -> None:
    assert contributor.get(action(layer, name, "nothing")).status_code == 404


def test_layer_of_others_is_out_of_reach(layer: SpecialisationPage, client: Client) -> None:
    viu = Institution.objects.get(slug="viu")  # the owner of the core, not of the layer
    client.force_login(factories.user(factories.Role.PUBLISHER, viu))
    assert client.get(action(layer, "note", "c1")).status_code == 403
    assert client.post(action(layer, "note", "c1"), {"note": "Ha."}).status_code == 403


def test_locked_draft_is_not_changed(layer: SpecialisationPage, contributor: Client) -> None:
    page = SpecialisationPage.objects.get(pk=layer.pk)
    page.locked, page.locked_by = True, None
    page.save()
    answer = contributor.post(action(layer, "note", "c1"), {"note": "Ha."})
    assert "locked" in said(answer)
    assert newest_draft(layer).operations == []


def test_comparison_with_the_core_names_what_is_own(
    layer: SpecialisationPage, contributor: Client
) -> None:
    replace_component(page=layer, target="c2", reason="Ours.")
    omit_component(page=layer, target="c4", reason="No bins.")
    add_component(page=layer, after="c1", type="video", title="Foam and rinse")
    html = contributor.get(action(layer, "compare")).content.decode()
    assert "Foam and rinse" in html
    assert "Left out" in html
    assert "Working safely" not in html


def test_withdrawn_core_is_told_in_the_editor(
    layer: SpecialisationPage, contributor: Client
) -> None:
    withdraw_release(release=layer.base_release, reason="Wrong dilution.", user=None)
    html = contributor.get(edit_address(layer)).content.decode()
    assert "Wrong dilution." in html
