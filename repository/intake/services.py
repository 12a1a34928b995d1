"""A file becomes a draft package and, where nothing blocks it, a release."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from repository.blobs.errors import UploadRefusedError
from repository.blobs.services import document_of_upload, keep_upload
from repository.institutions.models import Institution
from repository.intake.plan import Plan, plan_package
from repository.licences.models import Licence
from repository.pages.draft_data import DraftComponent, DraftFields
from repository.pages.errors import UnknownLicenceError
from repository.pages.models import PackagePage
from repository.pages.services import create_package_draft
from repository.releases.errors import NotReleasableError
from repository.releases.manifest import STANDALONE
from repository.releases.models import Release
from repository.releases.selectors import newest_release

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from repository.blobs.models import StoredDocument


@dataclasses.dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a file. `slug`, `uuid`: empty where it was refused. `release`: its number.

    findings: those of the inspection, then what kept the draft from being released.
    """

    file: str
    outcome: str
    slug: str = ""
    uuid: str = ""
    release: str = ""
    findings: tuple[dict[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The JSON of `import_package`: what isn't there is null."""
        return {
            "file": self.file,
            "slug": self.slug or None,
            "uuid": self.uuid or None,
            "release": self.release or None,
            "outcome": self.outcome,
            "findings": list(self.findings),
        }


def import_file(
    *,
    path: Path,
    institution: Institution,
    title: str = "",
    licence: str = "",
    publish: bool = False,
    user: User | None = None,
) -> ImportResult:
    """Inspect a file, make a draft package of it, publish the draft if asked and possible.

    A file that is refused leaves nothing; one with errors becomes a draft that can't be published.

    Raises: OSError where the file can't be read, UnknownLicenceError, StorageFailedError,
    BlobDamagedError; then there is no draft.
    """
    if licence and not Licence.objects.filter(spdx=licence).exists():
        raise UnknownLicenceError(licence)
    try:
        # The bytes first, and outside the transaction: a large file takes a while.
        with path.open("rb") as content:
            kept = keep_upload(content=content, name=path.name)
        with transaction.atomic():
            document = document_of_upload(kept, collection=institution.collection, user=user)
            page = _draft(document, institution, title=title, licence=licence, user=user)
    except UploadRefusedError as refusal:
        report = refusal.report
        findings = tuple(found.to_json() for found in report.findings)
        return ImportResult(str(path), str(report.outcome), findings=findings)
    release, blocks = _publish(page, user) if publish else (None, ())
    return ImportResult(
        file=str(path),
        outcome=document.outcome,
        slug=page.package.slug,
        uuid=str(page.package.uuid),
        release=release.number if release else "",
        findings=(*document.inspection["findings"], *blocks),
    )


def _draft(
    document: StoredDocument,
    institution: Institution,
    *,
    title: str,
    licence: str,
    user: User | None,
) -> PackagePage:
    plan = plan_package(document.original_name, document.inspection, title=title)
    fields = _fields(plan, document)
    # Nobody's work gets a licence that nobody named: without one it stays a draft.
    fields["licence"] = licence
    return create_package_draft(
        institution=institution, title=plan.title, kind=STANDALONE, user=user, fields=fields
    )


def _fields(plan: Plan, document: StoredDocument) -> DraftFields:
    """The digest is the component's key: the same file is the same component."""
    component = DraftComponent(
        key=document.blob_id[:32],
        type=plan.component_type,
        title=plan.title,
        documents=(document.pk,),
    )
    return {"language": plan.language, "components": [component]}


def _publish(
    page: PackagePage, user: User | None
) -> tuple[Release | None, tuple[dict[str, str], ...]]:
    """Publish the draft; where it isn't complete, it stays a draft and the reasons come back."""
    try:
        page.get_latest_revision().publish(user=user)
    except NotReleasableError as error:
        blocks = tuple(
            {"code": code, "severity": "error", "place": place, "message": sentence}
            for code, place, sentence in error.problems
        )
        return None, blocks
    return newest_release(page.package), ()
