"""What the public may see of a manifest. Pure.

Everything public is made from `public_manifest`, so that what is for members only can't slip
through a template, an archive or an index. A component is public only where it says so and its
licence allows it: an unknown audience, or a licence for members, keeps it in.
"""

from __future__ import annotations

import dataclasses

from repository.licences.catalogue import facts_of
from repository.releases.manifest import PUBLIC, Component, File, Manifest


def is_public(component: Component) -> bool:
    """Whether everybody may have this component."""
    facts = facts_of(component.licence)
    return component.audience == PUBLIC and not (facts is not None and facts.terms.members_only)


def public_manifest(manifest: Manifest) -> Manifest:
    """The manifest without the components for members only, and without a trace of them.

    Nothing else has to be taken away: the hours of a package are the publisher's own figure and no
    sum, sections are named by their components only, hops name packages and never components, and
    the competencies are public whatever teaches them.
    """
    components = tuple(component for component in manifest.components if is_public(component))
    omissions = tuple(left for left in manifest.omissions if left.audience == PUBLIC)
    return dataclasses.replace(manifest, components=components, omissions=omissions)


def members_files(base: Manifest) -> frozenset[str]:
    """Digests of the files that a package keeps for members."""
    shown = {file.sha256 for part in base.components if is_public(part) for file in part.files}
    return frozenset(file.sha256 for file in base.files) - shown


def closed_parts(before: Manifest, after: Manifest) -> tuple[Component, ...]:
    """Parts of `after` for members that `before` gives to everybody, themselves or a file of them.

    A release never changes: what it showed stays shown until it is withdrawn.
    """
    shown = public_manifest(before)
    keys = {component.key for component in shown.components}
    files = {file.sha256 for file in shown.files}
    return tuple(
        part
        for part in after.components
        if not is_public(part)
        and (part.key in keys or any(file.sha256 in files for file in part.files))
    )


def opened_files(component: Component, kept: frozenset[str]) -> tuple[File, ...]:
    """Files of a public component that its base keeps for members (`members_files`).

    Who builds on a package has its answer keys too, and may not give them to everybody.
    """
    if not is_public(component):
        return ()
    return tuple(file for file in component.files if file.sha256 in kept)
