"""Reads a `layer.yaml`: what an institution does over one release of a core.

Own components stand in it as in a `package.yaml`, each with `after:` (the part that it follows) or
`replaces:` (the core's part in whose place it stands) and `reason:`. `leave_out:` and `notes:` give
a sentence for each part of the core that they name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from repository.demonstration import shapes
from repository.demonstration.errors import DemoContentError
from repository.demonstration.fields import Fields
from repository.demonstration.keys import stable_key
from repository.demonstration.package_reading import described
from repository.releases.manifest import LEVEL_2_SPECIALISATION


def read_layer(
    source: tuple[Path, Fields],
    bases: Mapping[str, shapes.DemoPackage],
    territory: str,
    slugs: Collection[str],
) -> shapes.DemoLayer:
    """source: the folder and what its `layer.yaml` says. bases: packages by slug.

    Raises: DemoContentError.
    """
    folder, fields = source
    over, number = fields.text("over"), fields.text("release")
    core = bases.get(over)
    if core is None:
        raise DemoContentError(folder.name, f"there is no package {over!r}")
    parts = fields.many("components")
    names = [str(part.values.get("name", "")) for part in parts]
    places = Places(folder.name, core, names)
    operations = [places.own(part, name) for part, name in zip(parts, names, strict=True)]
    for op, name in ((shapes.OMIT, "leave_out"), (shapes.NOTE, "notes")):
        said = fields.inner(name)
        operations += places.said(op, said) if said else ()
    codes = [competency.code for competency in core.competencies]
    package = described(folder, fields, LEVEL_2_SPECIALISATION, parts, territory, slugs, codes)
    return shapes.DemoLayer(package, over, number, tuple(operations))


class Places:
    """From the names in a layer's source to the keys of components, the core's and one's own."""

    def __init__(self, slug: str, core: shapes.DemoPackage, own: list[str]) -> None:
        self.slug = slug
        self.core = {component.name: component.key for component in core.components}
        self.mine = {name: stable_key(slug, "component", name) for name in own}
        if both := self.core.keys() & self.mine.keys():
            raise DemoContentError(slug, f"names of the core's components: {sorted(both)}")

    def own(self, part: Fields, name: str) -> shapes.DemoOperation:
        """Where a component of one's own stands. Raises: DemoContentError."""
        after, replaces = part.text("after", ""), part.text("replaces", "")
        if bool(after) == bool(replaces):
            raise DemoContentError(part.place, "say either after or replaces")
        if replaces:
            target, reason = self._of_core(replaces, part.place), part.text("reason")
            return shapes.DemoOperation(shapes.REPLACE, target, self.mine[name], reason)
        known = self.mine.get(after) or self._of_core(after, part.place)
        return shapes.DemoOperation(shapes.ADD, known, self.mine[name])

    def said(self, op: str, fields: Fields) -> Iterator[shapes.DemoOperation]:
        """A sentence for each part of the core. Raises: DemoContentError."""
        for name in list(fields.values):
            target = self._of_core(name, self.slug)
            yield shapes.DemoOperation(op, target, text=fields.text(name))

    def _of_core(self, name: str, place: str) -> str:
        if name not in self.core:
            raise DemoContentError(place, f"the core has no component {name!r}")
        return self.core[name]
