"""The `imsmanifest.xml` of a module, for SCORM 1.2 and for SCORM 2004 4th edition.

The frames stand in `module_runtime/imsmanifest-….xml`, with `$names` where values go.

Source: SCORM 1.2 Content Aggregation Model, 2.3; SCORM 2004 4th Edition CAM 1.1, 3.4 and 4.2.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape, quoteattr

SCORM_1_2 = "1.2"
SCORM_2004 = "2004"
FRAMES = Path(__file__).parent / "module_runtime"


@dataclasses.dataclass(frozen=True, slots=True)
class Sco:
    """One thing to launch. `files`: names in the archive, the launched one first."""

    identifier: str
    title: str
    files: tuple[str, ...]
    scored: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Description:
    """What the manifest says of the module. mastery: percent; minutes: typical learning time."""

    identifier: str
    title: str
    summary: str
    language: str
    licence: str
    minutes: int
    mastery: int


def build_manifest(edition: str, about: Description, scos: Sequence[Sco]) -> bytes:
    """The manifest's bytes. edition: `1.2` or `2004`."""
    frame = Template((FRAMES / f"imsmanifest-{edition}.xml").read_text("utf-8"))
    said = _said_2004 if edition == SCORM_2004 else _said_1_2
    scored = _scored_2004(about) if edition == SCORM_2004 else _scored_1_2(about)
    text = frame.substitute(
        identifier=about.identifier,
        plain_title=escape(about.title),
        title=said(about, about.title),
        language=about.language,
        summary=said(about, about.summary),
        minutes=about.minutes,
        licence=said(about, about.licence),
        items="\n".join(_item(sco, scored) for sco in scos),
        resources="\n".join(_resource(sco, edition) for sco in scos),
    )
    return text.encode()


def _resource(sco: Sco, edition: str) -> str:
    attribute = "scormType" if edition == SCORM_2004 else "scormtype"
    files = "".join(f"      <file href={quoteattr(name)}/>\n" for name in sco.files)
    return (
        f'    <resource identifier="R-{sco.identifier}" type="webcontent" adlcp:{attribute}="sco"'
        f" href={quoteattr(sco.files[0])}>\n{files}    </resource>"
    )


def _item(sco: Sco, scored: str) -> str:
    return (
        f'      <item identifier="I-{sco.identifier}" identifierref="R-{sco.identifier}">\n'
        f"        <title>{escape(sco.title)}</title>\n{scored if sco.scored else ''}      </item>"
    )


def _said_1_2(about: Description, text: str) -> str:
    return f'<imsmd:langstring xml:lang="{about.language}">{escape(text)}</imsmd:langstring>'


def _said_2004(about: Description, text: str) -> str:
    return f'<lom:string language="{about.language}">{escape(text)}</lom:string>'


def _scored_1_2(about: Description) -> str:
    return f"        <adlcp:masteryscore>{about.mastery}</adlcp:masteryscore>\n"


def _scored_2004(about: Description) -> str:
    return f"""        <imsss:sequencing>
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="PRIMARY" satisfiedByMeasure="true">
              <imsss:minNormalizedMeasure>{about.mastery / 100:g}</imsss:minNormalizedMeasure>
            </imsss:primaryObjective>
          </imsss:objectives>
        </imsss:sequencing>
"""
