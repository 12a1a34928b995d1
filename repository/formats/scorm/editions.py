"""Which SCORM a package is.

Source: SCORM 1.2 Content Aggregation Model 2.3.2; SCORM 2004 CAM 3.4.1 (schemaversion).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from repository.formats.findings import Finding, finding

SCORM_1_2 = "1.2"
SCORM_2004 = "2004"
EDITIONS = {2: "2004 2nd Edition", 3: "2004 3rd Edition", 4: "2004 4th Edition"}

_2004 = re.compile(
    r"2004\s*(?:\(?\s*(\d)\s*(?:st|nd|rd|th)?\s*ed(?:ition|\.)?\s*\)?)?\Z", re.IGNORECASE
)
_PREFIX = re.compile(r"\A(?:ADL\s*)?(?:SCORM\s*)?(?:version\s*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edition:
    name: str
    findings: tuple[Finding, ...] = ()


def edition_of(
    stated: str, namespaces: frozenset[str], names: frozenset[str], place: str
) -> Edition:
    """The edition by what the manifest states, or else by the vocabularies that it uses.

    names: local names of elements and attributes in the manifest, in lower case.
    """
    by_namespace = _by_namespace(namespaces, names)
    if not stated:
        found = finding("SCORM-VERSION-MISSING", place, version=by_namespace)
        return Edition(by_namespace, (found,))
    edition = _by_statement(_PREFIX.sub("", stated))
    if edition:
        return Edition(edition)
    return Edition("", (finding("SCORM-VERSION-UNKNOWN", place, version=stated),))


def _by_statement(stated: str) -> str:
    if re.fullmatch(r"1\.2(?:\.\d+)*", stated):
        return SCORM_1_2
    if re.fullmatch(r"CAM\s*1\.3", stated, re.IGNORECASE):
        return EDITIONS[2]
    if re.fullmatch(r"1\.3(?:\.\d+)*", stated):
        return SCORM_2004
    match = _2004.fullmatch(stated)
    if match is None:
        return ""
    if match.group(1) is None:
        return SCORM_2004
    return EDITIONS.get(int(match.group(1)), "")


def _by_namespace(namespaces: frozenset[str], names: frozenset[str]) -> str:
    text = " ".join(namespaces).lower()
    if "adlcp_v1p3" in text:
        fourth = {"completedbymeasure", "shareddataglobaltosystem", "sharedglobaltosystem"}
        return EDITIONS[4] if fourth & names else SCORM_2004
    if "adlcp_rootv1p2" in text or "imscp_rootv1p1p2" in text:
        return SCORM_1_2
    return SCORM_2004 if "imscp_v1p1" in text else ""
