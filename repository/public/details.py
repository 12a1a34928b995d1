"""One release, whole, as its page shows it. Pure: a record in, a frozen value out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

import nh3
from django.conf import settings
from django.utils import timezone

from repository.licences.models import Licence
from repository.public import addresses
from repository.public.alignment import alignment_table, duty_lines
from repository.public.cards import (
    DownloadLine,
    EffortShare,
    Fact,
    LicenceWords,
    Link,
    OccupationLine,
    PackageDetail,
    ReleaseLine,
    Withdrawn,
    WithdrawnRelease,
)
from repository.public.component_lines import anchors_of, section_lines
from repository.public.family import Family
from repository.public.family_lines import lead_line, offer_line, stream_list
from repository.public.labels import (
    CREDITS,
    DELIVERIES,
    EFFORTS,
    FACILITATIONS,
    KINDS,
    hours_label,
    language_label,
)
from repository.public.layer_lines import layer_lines, omission_lines
from repository.public.licence_words import licence_words, unknown_licence
from repository.public.notices import by, notices
from repository.public.people import contributor_lines, owner_line, partner_lines
from repository.public.records import History, Record, Standing
from repository.releases.attribution import (
    Place,
    attribution_html,
    attribution_text,
    citation,
)
from repository.releases.manifest import Manifest
from search.entries import subject_slug

# What the editor's rich text can hold; it was sanitised at the release, and is here once more.
TAGS = {"p", "h3", "h4", "b", "strong", "i", "em", "ol", "ul", "li", "a", "br"}
SCHEMES = {"http", "https", "mailto"}


def package_detail(
    record: Record, downloads: Sequence[DownloadLine] = (), family: Family | None = None
) -> PackageDetail:
    """Everything that the page of this release says.

    downloads: of the release. A withdrawn one offers none, nor its cover. family: of its package,
    where the page tells of it.
    """
    return PackageDetail(
        **_release(record),
        **_description(record.manifest),
        **_people(record),
        **_contents(record),
        **_cover(record),
        **(_family(record, family) if family else {}),
        notices=notices(record, [layer.base_number for layer in family.layers] if family else ()),
        downloads=() if record.standing.is_withdrawn else downloads,
    )


def _release(record: Record) -> dict[str, Any]:
    """Which release it is, how it is named, and which others there are."""
    manifest, history, standing = record.manifest, record.history, record.standing
    place = place_of(history, standing)
    return {
        "slug": history.slug,
        "uuid": history.uuid,
        "permanent_url": addresses.permanent_url(history.uuid),
        "number": standing.number,
        "is_newest": standing == history.newest,
        "released_at": standing.released_at,
        "newest": _newer(history, standing),
        "withdrawn": withdrawn(standing),
        "releases": [_line(history, release, here=standing) for release in history.releases],
        "manifest_url": addresses.manifest_url(history.slug, standing.number),
        "digest": record.digest,
        "licence": words_of_licence(manifest.licence, record.licences),
        "attribution_text": attribution_text(manifest, place),
        "attribution_html": attribution_html(manifest, place),
        "citation": citation(manifest, place),
    }


def _description(manifest: Manifest) -> dict[str, Any]:
    """What the package is, and for whom."""
    return {
        "title": manifest.title,
        "kind": manifest.kind,
        "kind_label": KINDS.get(manifest.kind, manifest.kind),
        "summary": manifest.summary,
        "description_html": nh3.clean(manifest.description, tags=TAGS, url_schemes=SCHEMES),
        "language": manifest.language,
        "language_label": language_label(manifest.language),
        "facts": _facts(manifest),
        "efforts": _efforts(manifest),
        "effort_hours": hours_label(manifest.effort_minutes),
        "for_whom": manifest.for_whom,
        "prerequisites": manifest.prerequisites,
        "subjects": _subjects(manifest),
        "skills": manifest.skills,
        "occupations": [OccupationLine(o.noc, o.title) for o in manifest.occupations],
        "credit_status": CREDITS.get(manifest.credit_status, manifest.credit_status),
        "next_review": _day(manifest.next_review),
    }


def _people(record: Record) -> dict[str, Any]:
    manifest = record.manifest
    return {
        "owner": owner_line(record),
        "institution_url": addresses.institution_url(manifest.owner.slug),
        "partners": partner_lines(record),
        "contributors": contributor_lines(record),
        "funder": manifest.funder,
        "acknowledgement": manifest.acknowledgement,
        "territory": manifest.territory,
    }


def _contents(record: Record) -> dict[str, Any]:
    manifest = record.manifest
    codes = {competency.key: competency.code for competency in manifest.competencies}
    duties = duty_lines(manifest, record.base.manifest if record.base else None)
    return {
        "duties": duties,
        "layer": layer_lines(record, duties),
        "sections": section_lines(record, codes, omission_lines(manifest)),
        "alignment": alignment_table(manifest, anchors_of(manifest.components)),
    }


def _family(record: Record, family: Family) -> dict[str, Any]:
    """What is there beside the release: those who build on the package, and who leads it."""
    return {
        "streams": stream_list(record, family),
        "lead": lead_line(family),
        "offer": offer_line(record),
    }


def withdrawn_release(record: Record) -> WithdrawnRelease:
    """What there is to say where a withdrawn release, or something of it, was asked for."""
    history, standing, manifest = record.history, record.standing, record.manifest
    told = withdrawn(standing)
    if told is None:
        raise ValueError(f"{history.slug} {standing.number} stands.")
    return WithdrawnRelease(
        slug=history.slug,
        url=addresses.package_url(history.slug),
        title=manifest.title,
        number=standing.number,
        language=manifest.language,
        withdrawn=told,
        owner=owner_line(record),
        newest=_newest_line(history, history.newest) if history.newest else None,
    )


def place_of(history: History, standing: Standing) -> Place:
    """Where and when the release was published, for attributions."""
    return Place(
        url=addresses.absolute(addresses.permanent_url(history.uuid)),
        site_name=settings.SITE_NAME,
        released_on=timezone.localdate(standing.released_at),
    )


def words_of_licence(spdx: str, licences: Mapping[str, Licence]) -> LicenceWords:
    licence = licences.get(spdx)
    return licence_words(licence) if licence else unknown_licence(spdx)


def withdrawn(standing: Standing) -> Withdrawn | None:
    if standing.withdrawn_at is None:
        return None
    return Withdrawn(reason=standing.reason, at=standing.withdrawn_at)


def _line(history: History, release: Standing, *, here: Standing) -> ReleaseLine:
    before = history.before(release)
    return ReleaseLine(
        number=release.number,
        url=addresses.release_url(history.slug, release.number),
        released_at=release.released_at,
        notes=release.notes,
        is_here=release == here,
        withdrawn=release.is_withdrawn,
        urgent=f"Urgent, take over {by(release)}" if release.is_urgent else "",
        urgent_because=release.urgent_because,
        changes_url=addresses.compare_url(history.slug, before.number, release.number)
        if before
        else "",
    )


def _newer(history: History, standing: Standing) -> ReleaseLine | None:
    """The newest release, where it has a higher number than this one."""
    newest = history.newest
    if newest is None or history.releases.index(newest) >= history.releases.index(standing):
        return None
    return _newest_line(history, newest)


def _newest_line(history: History, newest: Standing) -> ReleaseLine:
    """The newest release stands at the package's own address."""
    return ReleaseLine(
        number=newest.number,
        url=addresses.package_url(history.slug),
        released_at=newest.released_at,
        notes=newest.notes,
    )


def _facts(manifest: Manifest) -> list[Fact]:
    hours = hours_label(manifest.effort_minutes)
    unit = "hour" if hours == "1" else "hours"
    facts = [
        Fact("Effort", f"{hours}\N{NO-BREAK SPACE}{unit}" if hours else ""),
        Fact("Delivery", DELIVERIES.get(manifest.delivery, manifest.delivery)),
        Fact("Facilitation", FACILITATIONS.get(manifest.facilitation, manifest.facilitation)),
        Fact("Language", language_label(manifest.language)),
        _assessed(manifest),
    ]
    return [fact for fact in facts if fact.value]


def _assessed(manifest: Manifest) -> Fact:
    """How many of the competencies are assessed by a component that everybody sees."""
    keys = {competency.key for competency in manifest.competencies}
    assessed = keys & {key for component in manifest.components for key in component.assesses}
    if not assessed:
        return Fact("Assessed", "")
    if assessed == keys:
        return Fact("Assessed", "All competencies")
    noun = "competency" if len(keys) == 1 else "competencies"
    return Fact("Assessed", f"{len(assessed)} of {len(keys)} {noun}")


def _efforts(manifest: Manifest) -> list[EffortShare]:
    """How the hours of the components divide over their types, where more than one says so."""
    minutes: Counter[str] = Counter()
    for component in manifest.components:
        minutes[component.type] += component.effort_minutes
    shares = [EffortShare(EFFORTS.get(kind, kind), m) for kind, m in minutes.items() if m > 0]
    return shares if len(shares) > 1 else []


def _subjects(manifest: Manifest) -> list[Link]:
    links = []
    for name in manifest.subjects:
        slug = subject_slug(name)
        query = urlencode({"subject": slug} if slug else {"q": name})
        links.append(Link(name, f"{addresses.catalogue_url()}?{query}"))
    return links


def _cover(record: Record) -> dict[str, Any]:
    cover, standing = record.manifest.cover, record.standing
    if cover is None or standing.is_withdrawn or cover.sha256 not in record.available:
        return {}
    return {
        "cover_url": addresses.cover_url(record.history.slug, standing.number),
        "cover_alt": cover.alt,
        "cover_width": cover.width,
        "cover_height": cover.height,
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
