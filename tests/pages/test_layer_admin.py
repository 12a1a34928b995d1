"""Wagtail's own screens of a specialisation, and releases that are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from repository.pages.draft import draft_manifest
from repository.pages.layer_service import (
    add_component,
    annotate_component,
    omit_component,
    replace_component,
)
from repository.pages.models import PackagePage, SpecialisationPage
from repository.pages.problems import draft_problems
from repository.pages.services import publish_package, update_package_draft
from repository.releases.models import Release
from repository.releases.services import withdraw_release
from tests import factories
from tests.answers import said
from tests.layered import a_core_release, a_layer, newest_draft, released_layer
from tests.pages.forms import edit_address, package_form, streamfield

pytestmark = pytest.mark.django_db


@pytest.fixture
def layer() -> SpecialisationPage:
    """Over a core: one part replaced, one left out, one added, one with a note."""
    page = a_layer(a_core_release())
    replace_component(page=page, target="c2", reason="Ours.", copy=False)
    omit_component(page=page, target="c4", reason="No bins.")
    add_component(page=page, after="c1", type="lesson-plan", title="Foam and rinse")
    annotate_component(page=page, target="c1", note="At the gate.")
    update_package_draft(page=page, fields={"summary": "Clean a food plant."})
    return SpecialisationPage.objects.get(pk=page.pk)


@pytest.fixture
def publisher(layer: SpecialisationPage, client: Client) -> Client:
    client.force_login(factories.user(factories.Role.PUBLISHER, layer.package.owner))
    return client


def posted(page: SpecialisationPage, **changes: Any) -> dict[str, str]:
    """What the editor sends who changes nothing: the stored own components, as they are."""
    draft = newest_draft(page)
    rows = []
    for place, row in enumerate(draft.components.get_prep_value()):
        value = row["value"]
        files = {"count": "0"}
        for n, file in enumerate(value["files"]):
            files |= {
                f"{n}-value": str(file["value"]),
                f"{n}-deleted": "",
                f"{n}-order": str(n),
                f"{n}-type": "item",
                "count": str(n + 1),
            }
        value = {**value, "effort_hours": value["effort_hours"] or "", "files": files}
        rows.append({"value": value, "type": row["type"], "id": row["id"], "order": str(place)})
    stream: dict[str, Any] = {"count": str(len(rows))}
    for place, values in enumerate(rows):
        stream[str(place)] = {**values, "deleted": ""}
    values = {
        "title": draft.title,
        "slug": draft.slug,
        "summary": draft.summary,
        "licence": draft.licence_id,
        "components": stream,
    }
    form = package_form(**values | changes)
    form.pop("kind")
    return form


# Lists and the dashboard


def test_list_of_packages_has_specialisations(layer: SpecialisationPage, publisher: Client) -> None:
    html = publisher.get("/admin/packages/").content.decode()
    assert layer.title in html
    assert "Level 2 specialisation" in html


def test_dashboard_tells_the_problems_of_a_layer(
    layer: SpecialisationPage, publisher: Client
) -> None:
    omit_component(page=layer, target="c3", reason="No windows.", user=layer.owner)
    html = publisher.get("/admin/").content.decode()
    assert layer.title in html
    assert "Nothing teaches the core’s competency A2" in html


def test_released_package_can_be_specialised_from_its_screens(
    layer: SpecialisationPage, publisher: Client
) -> None:
    released_layer(layer)
    address = reverse("specialise", args=[layer.slug])
    for screen in (
        "/admin/packages/",
        edit_address(layer),
        reverse("package_releases", args=[layer.package_id]),
    ):
        assert address in publisher.get(screen).content.decode(), screen


def test_specialisation_is_not_made_from_nothing(
    layer: SpecialisationPage, publisher: Client
) -> None:
    parent = layer.get_parent()
    address = f"/admin/pages/add/repository/specialisationpage/{parent.pk}/"
    assert publisher.get(address).status_code == 403
    offered = publisher.get(f"/admin/pages/{parent.pk}/add_subpage/", follow=True)
    assert "specialisationpage" not in offered.content.decode()


# History, preview, copy


def test_history_and_comparison_of_revisions_answer(
    layer: SpecialisationPage, publisher: Client
) -> None:
    first, last = layer.revisions.order_by("pk")[0], layer.revisions.order_by("-pk")[0]
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[layer.pk, first.pk, last.pk])
    html = publisher.get(compare).content.decode()
    assert "Foam and rinse" in html
    history = reverse("wagtailadmin_pages:history", args=[layer.pk])
    assert publisher.get(history).status_code == 200


def test_revert_brings_back_the_layer_of_that_revision(
    layer: SpecialisationPage, publisher: Client
) -> None:
    first = layer.revisions.order_by("pk")[0]
    address = reverse("wagtailadmin_pages:revisions_revert", args=[layer.pk, first.pk])
    html = publisher.get(address).content.decode()
    assert "0 added, 0 replaced" in " ".join(html.split())


def test_preview_shows_the_effective_package(layer: SpecialisationPage, publisher: Client) -> None:
    address = reverse("wagtailadmin_pages:view_draft", args=[layer.pk])
    html = publisher.get(address).content.decode()
    assert "Foam and rinse" in html
    assert "Working safely" in html
    assert "At the gate." in html


def test_copy_is_a_package_of_its_own_over_the_same_release(
    layer: SpecialisationPage, publisher: Client
) -> None:
    released_layer(layer)
    answer = publisher.post(
        reverse("wagtailadmin_pages:copy", args=[layer.pk]),
        {
            "new_title": "Food plants, night shift",
            "new_slug": "food-plants-night",
            "new_parent_page": str(layer.get_parent().pk),
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    copy = SpecialisationPage.objects.get(slug="food-plants-night")
    assert copy.package_id != layer.package_id
    assert copy.base_release_id == layer.base_release_id
    assert not copy.live
    keys = [c.key for c in draft_manifest(newest_draft(copy)).components]
    assert keys == [c.key for c in draft_manifest(newest_draft(layer)).components]
    released = publish_package(page=copy)
    assert released is not None
    assert (released.package_id, released.number) == (copy.package_id, "1.0.0")


def test_releases_and_withdrawal_screens_know_the_specialisation(
    layer: SpecialisationPage, publisher: Client
) -> None:
    release = released_layer(layer)
    answer = publisher.post(
        reverse("withdraw_release", args=[layer.package_id, release.number]), {"reason": "Wrong."}
    )
    assert answer.status_code == 302
    history = reverse("wagtailadmin_pages:history", args=[layer.pk])
    assert "Withdrew release 1.0.0" in publisher.get(history).content.decode()


# Saving and publishing in the editor


def test_saving_in_the_editor_keeps_the_layer(layer: SpecialisationPage, publisher: Client) -> None:
    before = newest_draft(layer)
    answer = publisher.post(edit_address(layer), posted(layer, summary="Clean any plant."))
    after = newest_draft(layer)
    assert answer.status_code == 302, said(answer)
    assert after.summary == "Clean any plant."
    assert after.operations == before.operations
    assert draft_manifest(after).components == draft_manifest(before).components


def test_publishing_in_the_editor_releases_with_the_proof(
    layer: SpecialisationPage, publisher: Client
) -> None:
    answer = publisher.post(edit_address(layer), posted(layer) | {"action-publish": "1"})
    assert answer.status_code == 302, said(answer)
    release = Release.objects.get(package=layer.package_id)
    assert release.manifest.proof is not None
    assert "is released as 1.0.0" in said(answer)


def refused(layer: SpecialisationPage, publisher: Client, **changes: Any) -> str:
    """The editor's answer to publishing what can't be released."""
    answer = publisher.post(edit_address(layer), posted(layer, **changes) | {"action-publish": "1"})
    assert answer.status_code == 200
    assert not Release.objects.filter(package=layer.package_id).exists()
    return answer.content.decode()


def test_publishing_what_breaks_harmony_names_each_breach(
    layer: SpecialisationPage, publisher: Client
) -> None:
    omit_component(page=layer, target="c3", reason="No windows.")
    html = refused(layer, publisher)
    assert "Nothing assesses the core’s competency A2" in html
    assert "Harmony with the core" in html
    assert "[id=&quot;layer&quot;]" in html


def test_publishing_over_a_withdrawn_release_says_what_to_do(
    layer: SpecialisationPage, publisher: Client
) -> None:
    withdraw_release(release=layer.base_release, reason="Wrong dilution.", user=None)
    html = refused(layer, publisher)
    assert "is withdrawn: Wrong dilution. Move to another release of it first." in html


def test_publishing_under_a_licence_that_does_not_fit_names_the_field(
    publisher: Client, layer: SpecialisationPage
) -> None:
    page = a_layer(a_core_release("sa-1", licence="CC-BY-SA-4.0"), title="Schools")
    update_package_draft(page=page, fields={"summary": "Clean a school."})
    html = refused(page, publisher, licence="CC-BY-NC-4.0")
    assert "CC BY-SA 4.0" in html
    assert "Licence" in html


def test_part_without_a_place_is_named_at_its_row(
    layer: SpecialisationPage, publisher: Client
) -> None:
    draft = newest_draft(layer)
    own = draft.components[0].id
    draft.operations = [{"op": "add", "component": own, "after": "never-there"}]
    draft.save_revision()
    html = refused(layer, publisher)
    assert f"[id=&quot;layer-{own}&quot;]" in html
    assert f'id="layer-{own}"' in html


def test_core_withdrawn_at_the_last_moment_is_a_message_not_a_traceback(
    layer: SpecialisationPage, publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft's own rules pass; the gate of the release itself refuses."""
    monkeypatch.setattr("repository.pages.problems.layer_problems_of", lambda draft, terms: ())
    withdraw_release(release=layer.base_release, reason="Wrong dilution.", user=None)
    answer = publisher.post(edit_address(layer), posted(layer) | {"action-publish": "1"})
    assert answer.status_code == 302
    assert "Wrong dilution." in said(answer)
    assert not Release.objects.filter(package=layer.package_id).exists()


def test_layer_is_read_from_the_page_that_it_is(layer: SpecialisationPage) -> None:
    """`PackagePage.objects.get` answers a page whose layer would be lost."""
    with pytest.raises(TypeError, match="specific"):
        draft_problems(PackagePage.objects.get(pk=layer.pk))


def test_own_component_taken_out_of_the_stream_leaves_the_core_s_in_its_place(
    layer: SpecialisationPage, publisher: Client
) -> None:
    answer = publisher.post(edit_address(layer), posted(layer) | no_components())
    assert answer.status_code == 302
    parts = draft_manifest(newest_draft(layer)).components
    assert [(c.key, c.origin) for c in parts] == [("c1", ""), ("c2", ""), ("c3", "")]
    assert json.dumps(newest_draft(layer).operations)


def no_components() -> dict[str, str]:
    return {f"components-{name}": value for name, value in streamfield([]).items()}
