"""Who made a package: institutions and persons, as its page names them. Pure."""

from __future__ import annotations

from repository.public.addresses import institution_url, logo_url
from repository.public.cards import ContributorLine, InstitutionLine
from repository.public.records import Record
from repository.releases.manifest import InstitutionRef


def institution_line(ref: InstitutionRef, record: Record, *, is_lead: bool) -> InstitutionLine:
    """An institution under the name that the release gives it, with the logo that it has now."""
    member = record.institutions.get(ref.slug)
    return InstitutionLine(
        name=ref.name,
        short_name=ref.short_name,
        url=institution_url(ref.slug),
        logo_url=logo_url(ref.slug) if member and member.logo_sha256 else "",
        is_lead=is_lead,
    )


def owner_line(record: Record) -> InstitutionLine:
    return institution_line(record.manifest.owner, record, is_lead=True)


def partner_lines(record: Record) -> list[InstitutionLine]:
    return [institution_line(ref, record, is_lead=False) for ref in record.manifest.partners]


def contributor_lines(record: Record) -> list[ContributorLine]:
    """The persons; an institution is named by its own name, or as the release wrote it."""
    return [
        ContributorLine(
            name=person.name,
            role=person.role,
            institution=record.institutions[person.institution].name
            if person.institution in record.institutions
            else person.institution,
        )
        for person in record.manifest.contributors
    ]
