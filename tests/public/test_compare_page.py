"""/packages/<slug>/compare/…: what differs between two releases, from public manifests alone."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from repository.public.compare_lines import change_groups
from repository.releases.layer import Annotate, Omit, Replace
from repository.releases.manifest import Component, Manifest
from repository.releases.services import withdraw_release
from tests.layered import a_core_release, next_core_release
from tests.level2 import a_level_2
from tests.manifests import a_competency, a_component, a_duty, a_file, a_manifest
from tests.public.test_level_2_page import page, urgent
from tests.publications import a_release
from tests.released import a_package

URL = "/packages/x/releases/2.0.0/"


def manifest(*components: Component, **changes: object) -> Manifest:
    return a_manifest(components=components, **changes)


def titles(before: Manifest, after: Manifest) -> dict[str, list[str]]:
    """The titles of what differs, by group."""
    return {
        group.name: [change.title for change in group.changes]
        for group in change_groups(before, after, URL)
    }


def test_groups_tell_what_happened_to_each_part() -> None:
    one, two, three, four = (a_component(f"c{n}", f"Part {n}") for n in range(1, 5))
    changed = a_component("c4", "Part 4", description="More words", files=four.files)
    before = manifest(one, two, three, four)
    after = manifest(three, one, changed, a_component("c5", "Part 5"))
    assert titles(before, after) == {
        "changed": ["Part 4"],
        "added": ["Part 5"],
        "moved": ["Part 3"],
        "removed": ["Part 2"],
    }


def test_groups_of_equal_manifests_are_none() -> None:
    assert change_groups(manifest(a_component()), manifest(a_component()), URL) == []


def test_groups_tell_competencies_and_duties_too() -> None:
    old = a_duty("d1", "Clean", code="A", competencies=(a_competency("k1"), a_competency("k2")))
    new = a_duty(
        "d1", "Clean well", code="A", competencies=(a_competency("k1"), a_competency("k3", "New"))
    )
    before = manifest(duties=(old, a_duty("d2", "Gone", code="B", competencies=())))
    after = manifest(a_component("c", assesses=("k3",)), duties=(new,))
    found = titles(before, after)
    assert found["changed"] == ["A Clean well"]
    assert found["added"][:1] == ["K3 New"]
    assert found["removed"][0] == "B Gone"
    (line,) = [g for g in change_groups(before, after, URL) if g.name == "added"]
    assert list(line.changes[0].facts) == ["Assessed in Infection control."]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ((), (a_file("a.pdf", "1"),), "File added"),
        ((a_file("a.pdf", "1"),), (), "File removed"),
        ((a_file("a.pdf", "1"),), (a_file("b.pdf", "1"),), "File renamed"),
        ((a_file("a.pdf", "1"),), (a_file("a.pdf", "22"),), "File replaced"),
    ],
)
def test_files_are_told_by_name_size_and_digest(
    old: tuple[object, ...], new: tuple[object, ...], words: str
) -> None:
    before, after = (manifest(a_component(files=files)) for files in (old, new))
    (group,) = change_groups(before, after, URL)
    (line,) = group.changes[0].files
    assert line.words == words
    assert (line.before or line.after) and line.note


def test_details_are_told_in_words_without_markup() -> None:
    before = manifest(description="<p>Old words</p>", effort_minutes=60)
    after = manifest(description="<p>New words</p>", effort_minutes=90)
    (group,) = change_groups(before, after, URL)
    shown = {field.label: [span.text for span in field.spans] for field in group.changes[0].fields}
    assert shown == {"Description": ["Old", "New", " words"], "Effort": ["1 hour", "1.5 hours"]}


@pytest.mark.django_db
class TestPage:
    PATH = "/packages/cleaning-1/compare/1.0.0..1.0.1/"

    def test_says_what_changed_word_by_word_and_why_the_number(self, client: Client) -> None:
        core = a_core_release(summary="Leave it for five minutes.")
        next_core_release(core, summary="Leave it for ten minutes.")
        markup = page(client, self.PATH)
        assert "What changed from 1.0.0 to 1.0.1" in markup
        assert '<del><span class="visually-hidden">[removed: </span>five' in markup
        assert '<ins><span class="visually-hidden">[added: </span>ten' in markup
        assert "Why 1.0.1" in markup
        assert "The last number rises" in markup
        assert 'content="noindex"' in markup

    def test_urgent_release_and_streams_are_told(self, client: Client) -> None:
        core = a_core_release()
        a_level_2(core)
        urgent(next_core_release(core, summary="New"))
        markup = page(client, self.PATH)
        assert "Urgent: take over release 1.0.1 by 1 December 2026" in markup
        assert "One stream rests on this core" in markup
        assert "Urgent core update waiting" in markup

    def test_withdrawn_release_is_marked(self, client: Client) -> None:
        core = a_core_release()
        withdraw_release(
            release=next_core_release(core, summary="New"), reason="Wrong table.", user=None
        )
        markup = page(client, self.PATH)
        assert "Release 1.0.1 has been withdrawn" in markup
        assert "Wrong table." in markup
        assert "1.0.1, withdrawn" in markup

    def test_kept_page_is_made_anew_when_a_release_is_withdrawn(self, client: Client) -> None:
        core = a_core_release()
        newer = next_core_release(core, summary="New")
        first = client.get(self.PATH)
        same = {"If-None-Match": first.headers["ETag"]}
        assert client.get(self.PATH, headers=same).status_code == 304
        withdraw_release(release=newer, reason="Wrong table.", user=None)
        assert client.get(self.PATH, headers=same).status_code == 200

    def test_level_2_against_its_core(self, client: Client) -> None:
        core = a_core_release()
        a_level_2(
            core,
            Replace("c2", a_component("mine", "Lifting crates")),
            Omit("c4", "Other rules"),
            Annotate("c1", "Blue gloves", "oc"),
        )
        markup = page(client, "/packages/food-plants/compare/core..1.0.0/")
        for said in (
            "What release 1.0.0 makes of core release 1.0.0",
            "Replaced by OC",
            "Left out",
            "Reason: Other rules",
            "Blue gloves",
            ">Note</p>",
            "H1 Foam a processing line",
            "What it stands on, 1.0.0",
        ):
            assert said in markup
        assert "Lead institution" not in markup

    def test_same_release_twice_says_so(self, client: Client) -> None:
        a_core_release()
        markup = page(client, "/packages/cleaning-1/compare/1.0.0..1.0.0/")
        assert "nothing differs" in markup

    @pytest.mark.parametrize(
        "pair", ["1.0.0..9.9.9", "9.9.9..1.0.0", "core..1.0.0", "1.0.0..core", "x..y", "1.0.0"]
    )
    def test_unknown_pair_is_not_there(self, client: Client, pair: str) -> None:
        a_core_release()
        assert client.get(f"/packages/cleaning-1/compare/{pair}/").status_code == 404

    @pytest.mark.parametrize(
        ("query", "pair"),
        [
            ("?from=1.0.0&to=1.0.1", "1.0.0..1.0.1"),
            ("?from=1.0.1&to=1.0.0", "1.0.1..1.0.0"),
            ("", "1.0.0..1.0.1"),
        ],
    )
    def test_form_leads_to_the_pair(self, client: Client, query: str, pair: str) -> None:
        next_core_release(a_core_release(), summary="New")
        response = client.get(f"/packages/cleaning-1/compare/{query}")
        assert response.status_code == 302
        assert response.headers["Location"] == f"/packages/cleaning-1/compare/{pair}/"

    def test_form_with_an_unknown_number_is_not_there(self, client: Client) -> None:
        a_core_release()
        assert client.get("/packages/cleaning-1/compare/?from=//evil&to=1.0.0").status_code == 404

    def test_statements_are_as_many_for_many_parts_and_releases(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        core = a_core_release()
        for number in range(4):
            parts = [a_component(f"n{number}-{n}", f"Part {n}") for n in range(10)]
            core = next_core_release(core, *parts, summary=f"{number}")
        for path in ("1.0.0..1.1.0", "1.0.0..1.4.0"):
            with django_assert_num_queries(4):
                client.get(f"/packages/cleaning-1/compare/{path}/")
        a_level_2(core)
        with django_assert_num_queries(5):
            client.get("/packages/food-plants/compare/core..1.0.0/")

    def test_part_for_members_only_is_in_no_comparison(self, client: Client) -> None:
        package = a_package("food")
        open_part, secret = a_component("c1", "Open"), a_component("z", "Zebra", audience="members")
        a_release(package=package, number="1.0.0", components=(open_part,))
        a_release(package=package, number="1.1.0", components=(open_part, secret))
        markup = page(client, "/packages/food/compare/1.0.0..1.1.0/")
        assert "ebra" not in markup
        assert "Nothing that everybody may see differs" in markup
