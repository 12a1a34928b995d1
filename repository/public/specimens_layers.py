"""The components and pages of layers with sample data: see `specimens`."""

from __future__ import annotations

from repository.public import samples_layers as layers
from repository.public.specimen import Case, Context, Specimen, listed, one


def specimens() -> list[Specimen]:
    return [*_parts(), *_streams(), *_changes()]


def _parts() -> list[Specimen]:
    """A Level 2: what it contains, and whose each part is."""
    parts = (layers.NOTED, layers.ADDED, layers.IN_PLACE, layers.OMITTED)
    level_2 = layers.LEVEL_2
    return [
        Specimen("origin", tuple(Case(o.name, {"origin": o}) for o, _ in layers.LEGEND)),
        one("origins", legend=layers.LEGEND),
        one("duty", duty=level_2.duties[0], language="en-CA", aligned=True),
        one(
            "layer-duties",
            layer=layers.LAYER,
            duties=level_2.duties,
            language="en-CA",
            aligned=True,
        ),
        one("proof", proof=layers.PROOF),
        one("offer", offer=level_2.offer),
        listed(
            "part",
            "parts",
            *(Case("of a layer", {"component": part, "language": "en-CA"}) for part in parts),
        ),
    ]


def _streams() -> list[Specimen]:
    """A core and who stands on it."""
    core = layers.CORE_PACKAGE
    return [
        one("stream", stream=layers.STREAMS[0]),
        one("streams", streams=layers.STREAMS),
        one("stream-states", streams=layers.STREAMS),
        one("timeline", releases=core.releases),
        one("family-matrix", matrix=layers.family(4, 8).matrix, language="en-CA"),
        Specimen(
            "watershed",
            (
                Case("three streams", {"package": core, "watershed": layers.watershed(3)}),
                Case("of seven, one long", {"package": core, "watershed": layers.watershed(7)}),
            ),
        ),
    ]


def _changes() -> list[Specimen]:
    """What differs between two releases."""
    changes = [change for group in layers.COMPARISON.groups for change in group.changes]
    return [
        Specimen(
            "words",
            tuple(
                Case("", {"spans": field.spans}) for change in changes for field in change.fields
            ),
        ),
        listed(
            "change",
            "diff",
            *(Case(c.kind_label, {"change": c, "language": "en-CA"}) for c in changes),
        ),
        one(
            "versus",
            action="#",
            from_choices=layers.COMPARISON.from_choices,
            to_choices=layers.COMPARISON.to_choices,
        ),
    ]


def pages() -> dict[str, tuple[str, Context]]:
    families = {
        "specialisations": layers.family(4, 8),
        "specialisations-none": layers.family(0, 1),
        "specialisations-one": layers.family(1, 2),
        "specialisations-many": layers.family(40, 40),
        "specialisations-most": layers.family(45, 45),
    }
    return {
        "package-core": ("public/package.html", {"package": layers.CORE_PACKAGE}),
        "package-level-2": ("public/package.html", {"package": layers.LEVEL_2}),
        "package-adapted": ("public/package.html", {"package": layers.ADAPTED}),
        "compare": ("public/compare.html", {"comparison": layers.COMPARISON}),
        "compare-same": ("public/compare.html", {"comparison": layers.SAME}),
        **{
            name: ("public/specialisations.html", {"family": family})
            for name, family in families.items()
        },
    }
