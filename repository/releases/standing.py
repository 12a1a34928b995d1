"""On which release a manifest stands, and whether it may: the last gate of every layer."""

from __future__ import annotations

import dataclasses

from repository.releases.attribution import authors
from repository.releases.audience import members_files, opened_files
from repository.releases.errors import NotReleasableError
from repository.releases.harmonisation import prove
from repository.releases.manifest import LEVEL_1_CORE, LEVEL_2_SPECIALISATION, Base, Manifest
from repository.releases.models import Release

MEMBERS_FILE = "LAYER-MEMBERS-FILE"


def base_of(release: Release) -> Base:
    """What a layer over this release says that it stands on."""
    manifest = release.manifest
    return Base(
        package=manifest.package,
        title=manifest.title,
        kind=manifest.kind,
        number=manifest.number,
        sha256=release.manifest_sha256,
        owner=manifest.owner,
        licence=manifest.licence,
        authors=authors(manifest),
        competencies=len(manifest.competencies),
        base=manifest.base,
    )


def base_release(manifest: Manifest) -> Release | None:
    """The release that a manifest stands on; None where it stands on none.

    Raises: NotReleasableError where it names one that isn't there, isn't the same any more, or is
    withdrawn; and for a Level 2 that stands on none, or on what is no core.
    """
    base = manifest.base
    if manifest.kind == LEVEL_2_SPECIALISATION and (base is None or base.kind != LEVEL_1_CORE):
        said = "A Level 2 specialisation stands on a release of a Level 1 core."
        raise NotReleasableError([("MANIFEST-BASE-MISSING", "core", said)])
    if base is None:
        return None
    found = (
        Release.objects.filter(package__uuid=base.package, number=base.number)
        .select_related("package", "withdrawal")
        .first()
    )
    if found is None or found.manifest_sha256 != base.sha256:
        said = f"“{base.title}” has no such release {base.number}."
        raise NotReleasableError([("MANIFEST-BASE-UNKNOWN", "core", said)])
    if found.is_withdrawn:
        said = (
            f"Release {base.number} of “{base.title}” is withdrawn: {found.withdrawal.reason} "
            "Move to another release of it first."
        )
        raise NotReleasableError([("MANIFEST-BASE-WITHDRAWN", "core", said)])
    return found


def proven(manifest: Manifest, base: Release | None) -> Manifest:
    """The manifest with its proof, where it has to give one.

    Raises: NotReleasableError where a Level 2 doesn't contain its core, and where a file would
    become public that the base keeps for members.
    """
    if base is not None:
        _require_closed(manifest, base.manifest)
    if base is None or manifest.kind != LEVEL_2_SPECIALISATION:
        return dataclasses.replace(manifest, proof=None)
    harmony = prove(base.manifest, manifest)
    if not harmony.holds:
        found = [(breach.code, breach.key, breach.message) for breach in harmony.breaches]
        raise NotReleasableError(found)
    return dataclasses.replace(manifest, proof=harmony.proof)


def _require_closed(manifest: Manifest, base: Manifest) -> None:
    kept = members_files(base)
    found = [
        (MEMBERS_FILE, component.key, opened_words(file.name, base.title))
        for component in manifest.components
        for file in opened_files(component, kept)
    ]
    if found:
        raise NotReleasableError(found)


def opened_words(name: str, title: str) -> str:
    """What to say of a file that its base keeps for members."""
    return (
        f"{name} is for members only in “{title}”, on which this builds. "
        "Make the part for members only, or use another file."
    )
