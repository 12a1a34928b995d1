"""The `imsmanifest.xml` of a module, for SCORM 1.2 and for SCORM 2004 4th edition.

Source: SCORM 1.2 Content Aggregation Model, 2.3; SCORM 2004 4th Edition CAM 1.1, 3.4 and 4.2.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

SCORM_1_2 = "1.2"
SCORM_2004 = "2004"

SCHEMAS_1_2 = (
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd "
    "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd "
    "http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd"
)
SCHEMAS_2004 = (
    "http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd "
    "http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd "
    "http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd "
    "http://ltsc.ieee.org/xsd/LOM lom.xsd"
)


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
    text = _manifest_2004(about, scos) if edition == SCORM_2004 else _manifest_1_2(about, scos)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + text).encode()


def _resources(scos: Sequence[Sco], attribute: str) -> str:
    return "\n".join(
        f'    <resource identifier="R-{sco.identifier}" type="webcontent" {attribute}="sco"'
        f" href={quoteattr(sco.files[0])}>\n"
        + "".join(f"      <file href={quoteattr(name)}/>\n" for name in sco.files)
        + "    </resource>"
        for sco in scos
    )


def _manifest_1_2(about: Description, scos: Sequence[Sco]) -> str:
    items = "\n".join(
        f'      <item identifier="I-{sco.identifier}" identifierref="R-{sco.identifier}">\n'
        f"        <title>{escape(sco.title)}</title>\n"
        + (f"        <adlcp:masteryscore>{about.mastery}</adlcp:masteryscore>\n" * sco.scored)
        + "      </item>"
        for sco in scos
    )
    return f"""<manifest identifier="M-{about.identifier}" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="{SCHEMAS_1_2}">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
    <imsmd:lom>
      <imsmd:general>
        <imsmd:title>{_said_1_2(about, about.title)}</imsmd:title>
        <imsmd:language>{about.language}</imsmd:language>
        <imsmd:description>{_said_1_2(about, about.summary)}</imsmd:description>
      </imsmd:general>
      <imsmd:educational>
        <imsmd:typicallearningtime>
          <imsmd:datetime>PT{about.minutes}M</imsmd:datetime>
        </imsmd:typicallearningtime>
      </imsmd:educational>
      <imsmd:rights>
        <imsmd:description>{_said_1_2(about, about.licence)}</imsmd:description>
      </imsmd:rights>
    </imsmd:lom>
  </metadata>
  <organizations default="O-{about.identifier}">
    <organization identifier="O-{about.identifier}">
      <title>{escape(about.title)}</title>
{items}
    </organization>
  </organizations>
  <resources>
{_resources(scos, "adlcp:scormtype")}
  </resources>
</manifest>
"""


def _said_1_2(about: Description, text: str) -> str:
    return f'<imsmd:langstring xml:lang="{about.language}">{escape(text)}</imsmd:langstring>'


def _said_2004(about: Description, text: str) -> str:
    return f'<lom:string language="{about.language}">{escape(text)}</lom:string>'


def _manifest_2004(about: Description, scos: Sequence[Sco]) -> str:
    items = "\n".join(
        f'      <item identifier="I-{sco.identifier}" identifierref="R-{sco.identifier}">\n'
        f"        <title>{escape(sco.title)}</title>\n"
        + (_scored_sequencing(about) * sco.scored)
        + "      </item>"
        for sco in scos
    )
    return f"""<manifest identifier="M-{about.identifier}" version="1.0"
  xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
  xmlns:lom="http://ltsc.ieee.org/xsd/LOM"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="{SCHEMAS_2004}">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>2004 4th Edition</schemaversion>
    <lom:lom>
      <lom:general>
        <lom:title>{_said_2004(about, about.title)}</lom:title>
        <lom:language>{about.language}</lom:language>
        <lom:description>{_said_2004(about, about.summary)}</lom:description>
      </lom:general>
      <lom:educational>
        <lom:typicalLearningTime>
          <lom:duration>PT{about.minutes}M</lom:duration>
        </lom:typicalLearningTime>
      </lom:educational>
      <lom:rights>
        <lom:description>{_said_2004(about, about.licence)}</lom:description>
      </lom:rights>
    </lom:lom>
  </metadata>
  <organizations default="O-{about.identifier}">
    <organization identifier="O-{about.identifier}">
      <title>{escape(about.title)}</title>
{items}
      <imsss:sequencing>
        <imsss:controlMode choice="true" flow="true"/>
      </imsss:sequencing>
    </organization>
  </organizations>
  <resources>
{_resources(scos, "adlcp:scormType")}
  </resources>
</manifest>
"""


def _scored_sequencing(about: Description) -> str:
    return f"""        <imsss:sequencing>
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="PRIMARY" satisfiedByMeasure="true">
              <imsss:minNormalizedMeasure>{about.mastery / 100:g}</imsss:minNormalizedMeasure>
            </imsss:primaryObjective>
          </imsss:objectives>
        </imsss:sequencing>
"""
