"""Hops: which release of which package a component comes from. Pure.

A draft holds the hops of what was taken from elsewhere, and none of its own: it has no number yet.
When a release is made, its number goes into the manifest and one hop, its own, is added to every
component. So the last hop of a released component is always the release that holds it, and a
component that was never taken from elsewhere has exactly one.
"""

from __future__ import annotations

import dataclasses

from repository.releases.manifest import Component, Hop, Manifest


def stamped(manifest: Manifest, number: str) -> Manifest:
    """The manifest as it is released: with its number, and its own hop in every component."""
    plain = unstamped(manifest)

    def with_hop(component: Component) -> Component:
        hop = Hop(
            package=manifest.package,
            title=manifest.title,
            release=number,
            institution=manifest.owner.slug,
            institution_name=manifest.owner.name,
            licence=component.licence,
        )
        return dataclasses.replace(component, hops=(*component.hops, hop))

    components = tuple(with_hop(component) for component in plain.components)
    return dataclasses.replace(plain, number=number, components=components)


def unstamped(manifest: Manifest) -> Manifest:
    """The manifest without what releasing it added: two of them are equal where nothing changed."""

    def without_hop(component: Component) -> Component:
        hops = component.hops
        if hops and hops[-1].package == manifest.package:
            return dataclasses.replace(component, hops=hops[:-1])
        return component

    components = tuple(without_hop(component) for component in manifest.components)
    return dataclasses.replace(manifest, number="", components=components)
