"""A draft becomes a manifest: what was entered is what a release would say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from repository.institutions.models import Institution
from repository.pages.draft import draft_manifest
from repository.pages.draft_data import DraftCompetency, DraftComponent, DraftDuty
from repository.pages.errors import UnknownFieldError, UnknownLicenceError
from repository.pages.models import PackagePage
from repository.pages.services import create_package_draft, update_package_draft
from repository.releases import manifest as manifests
from repository.releases.models import Package
from tests import factories
from tests.pages.conftest import MakeDocument

DUTIES = (
    DraftDuty(
        "d1",
        "A",
        "Work safely",
        (
            DraftCompetency("k1", "A1", "Choose protective equipment"),
            DraftCompetency("k2", "A2", "Read a WHMIS label"),
        ),
    ),
)


def test_create_package_draft_with_plain_fields_answers_them_in_the_manifest(
    viu: Institution, make_document: MakeDocument
) -> None:
    oc = factories.institution("oc", name="Okanagan College")
    lesson = make_document(viu, "lesson.pdf")
    page = create_package_draft(
        institution=viu,
        title="Building service worker",
        kind=manifests.LEVEL_1_CORE,
        fields={
            "summary": "Clean any building safely.",
            "description": "<p>All <b>seven</b> duties.</p><script>alert(1)</script>",
            "language": "en-CA",
            "licence": "CC-BY-SA-4.0",
            "partners": [oc, viu],
            "subjects": ["Cleaning", "building"],
            "skills": ["Infection control"],
            "occupations": [manifests.Occupation("65312", "Janitors")],
            "effort_hours": Decimal("60.5"),
            "contributors": [manifests.Contributor("Mina Sato", "Author", "viu")],
            "next_review": date(2027, 6, 30),
            "duties": DUTIES,
            "components": [
                DraftComponent(
                    "c1",
                    "scorm-module",
                    "Working safely",
                    effort_hours=Decimal("1.5"),
                    documents=(lesson.pk,),
                    teaches=("a1", "A2"),
                    assesses=("A1",),
                )
            ],
        },
    )

    manifest = draft_manifest(PackagePage.objects.get(pk=page.pk))

    assert manifest == manifests.Manifest(
        package=str(page.package.uuid),
        kind=manifests.LEVEL_1_CORE,
        title="Building service worker",
        summary="Clean any building safely.",
        description="<p>All <b>seven</b> duties.</p>",
        owner=manifests.InstitutionRef("viu", "Vancouver Island University", "VIU"),
        partners=(manifests.InstitutionRef("oc", "Okanagan College", "OC"),),
        licence="CC-BY-SA-4.0",
        subjects=("building", "Cleaning"),
        skills=("Infection control",),
        occupations=(manifests.Occupation("65312", "Janitors"),),
        effort_minutes=3630,
        contributors=(manifests.Contributor("Mina Sato", "Author", "viu"),),
        next_review="2027-06-30",
        duties=(
            manifests.Duty(
                "d1",
                "A",
                "Work safely",
                (
                    manifests.Competency("k1", "A1", "Choose protective equipment"),
                    manifests.Competency("k2", "A2", "Read a WHMIS label"),
                ),
            ),
        ),
        components=(
            manifests.Component(
                key="c1",
                type="scorm-module",
                title="Working safely",
                effort_minutes=90,
                licence="CC-BY-SA-4.0",
                files=(
                    manifests.File(
                        "lesson.pdf",
                        lesson.blob_id,
                        10,
                        "application/pdf",
                        (("kind", "document"), ("pages", "3")),
                    ),
                ),
                teaches=("k1", "k2"),
                assesses=("k1",),
            ),
        ),
    )


def test_draft_manifest_with_many_components_asks_no_more_queries(
    viu: Institution,
    make_document: MakeDocument,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    documents = [make_document(viu, f"lesson-{number}.pdf") for number in range(12)]
    page = create_package_draft(institution=viu, title="Long", kind=manifests.STANDALONE)
    types = manifests.COMPONENT_TYPES
    update_package_draft(
        page=page,
        fields={
            "components": [
                DraftComponent(f"c{n}", types[n % len(types)], f"Part {n}", documents=(d.pk,))
                for n, d in enumerate(documents)
            ]
        },
    )
    found = PackagePage.objects.select_related("package__owner").get(pk=page.pk)

    # Partners, subjects, skills, occupations, documents.
    with django_assert_num_queries(5):
        manifest = draft_manifest(found)

    assert len(manifest.files) == 12


def test_create_package_draft_with_a_taken_slug_adds_a_number(
    viu: Institution,
) -> None:
    oc = factories.institution("oc")
    first = create_package_draft(institution=viu, title="Food safety", kind=manifests.STANDALONE)
    second = create_package_draft(institution=oc, title="Food safety", kind=manifests.STANDALONE)

    assert (first.slug, second.slug) == ("food-safety", "food-safety-2")
    assert [p.slug for p in Package.objects.order_by("pk")] == ["food-safety", "food-safety-2"]


def test_create_package_draft_with_a_title_in_another_script_has_an_address(
    viu: Institution,
) -> None:
    page = create_package_draft(institution=viu, title="Безопасность", kind=manifests.STANDALONE)
    assert page.package.slug == "package"


def test_update_package_draft_of_a_draft_changes_only_what_is_named(
    viu: Institution,
) -> None:
    page = create_package_draft(
        institution=viu,
        title="Food safety",
        kind=manifests.STANDALONE,
        fields={"summary": "Before", "subjects": ["Food"]},
    )
    update_package_draft(page=page, fields={"summary": "After", "duties": DUTIES})

    manifest = draft_manifest(PackagePage.objects.get(pk=page.pk).get_latest_revision_as_object())
    assert (manifest.summary, manifest.subjects) == ("After", ("Food",))
    assert [c.key for c in manifest.competencies] == ["k1", "k2"]


def test_create_package_draft_with_an_unknown_field_makes_nothing(
    viu: Institution,
) -> None:
    with pytest.raises(UnknownFieldError):
        create_package_draft(
            institution=viu,
            title="Food safety",
            kind=manifests.STANDALONE,
            fields={"sumary": "typed wrongly"},  # type: ignore[arg-type]  # the point
        )
    assert not Package.objects.exists()


def test_create_package_draft_with_an_unknown_licence_makes_nothing(
    viu: Institution,
) -> None:
    with pytest.raises(UnknownLicenceError):
        create_package_draft(
            institution=viu, title="Food", kind=manifests.STANDALONE, fields={"licence": "WTFPL"}
        )
    assert not Package.objects.exists()
