"""The licences that the site knows, as plain values for code that has no database. Pure.

The table `Licence` is filled from its own copy in a migration; a test holds the two together.
"""

from __future__ import annotations

import dataclasses

from repository.licences.rules import Terms

CC0 = "CC0-1.0"
CC_BY = "CC-BY-4.0"
CC_BY_SA = "CC-BY-SA-4.0"
CC_BY_NC = "CC-BY-NC-4.0"
CC_BY_NC_SA = "CC-BY-NC-SA-4.0"
CC_BY_ND = "CC-BY-ND-4.0"
CC_BY_NC_ND = "CC-BY-NC-ND-4.0"
PUBLIC_DOMAIN_MARK = "CC-PDM-1.0"
MEMBERS = "LicenseRef-Headwaters-Members"


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """A licence: its terms, its full name, where it is written down, and one sentence about it.

    slug: short form for addresses of files and names of icons ("cc-by-sa"). The addresses are empty
    where the text is the consortium's own agreement.
    """

    terms: Terms
    name: str
    slug: str
    deed_url: str
    legalcode_url: str
    summary: str

    @property
    def spdx(self) -> str:
        return self.terms.spdx


def _cc(
    spdx: str,
    elements: str,
    name: str,
    summary: str,
    *,
    adaptation: bool = True,
    commercial: bool = True,
    share_alike: bool = False,
) -> Facts:
    """One of the six Creative Commons licences 4.0. elements: as in its address ("by-nc-sa")."""
    deed = f"https://creativecommons.org/licenses/{elements}/4.0/"
    return Facts(
        terms=Terms(
            spdx=spdx,
            short=f"CC {elements.upper()} 4.0",
            permits_adaptation=adaptation,
            permits_commercial_use=commercial,
            requires_share_alike=share_alike,
        ),
        name=f"Creative Commons {name} 4.0 International",
        slug=f"cc-{elements}",
        deed_url=deed,
        legalcode_url=f"{deed}legalcode.en",
        summary=summary,
    )


# In the order in which people are offered them: freest first, within the family.
CATALOGUE: tuple[Facts, ...] = (
    _cc(CC_BY, "by", "Attribution", "Use it and change it freely; name us."),
    _cc(
        CC_BY_SA,
        "by-sa",
        "Attribution-ShareAlike",
        "Use it and change it freely; name us; pass on what you make under the same terms.",
        share_alike=True,
    ),
    Facts(
        terms=Terms(spdx=CC0, short="CC0 1.0", requires_attribution=False),
        name="Creative Commons Zero 1.0 Universal",
        slug="cc0",
        deed_url="https://creativecommons.org/publicdomain/zero/1.0/",
        legalcode_url="https://creativecommons.org/publicdomain/zero/1.0/legalcode.en",
        summary="Do what you like with it; we keep no rights.",
    ),
    _cc(
        CC_BY_NC,
        "by-nc",
        "Attribution-NonCommercial",
        "Use it and change it, but not to make money; name us.",
        commercial=False,
    ),
    _cc(
        CC_BY_NC_SA,
        "by-nc-sa",
        "Attribution-NonCommercial-ShareAlike",
        "Use it and change it, but not to make money; name us; pass on what you make under the "
        "same terms.",
        commercial=False,
        share_alike=True,
    ),
    _cc(
        CC_BY_ND,
        "by-nd",
        "Attribution-NoDerivatives",
        "Use it as it is; name us; share no changed version.",
        adaptation=False,
    ),
    _cc(
        CC_BY_NC_ND,
        "by-nc-nd",
        "Attribution-NonCommercial-NoDerivatives",
        "Use it as it is, but not to make money; name us; share no changed version.",
        adaptation=False,
        commercial=False,
    ),
    Facts(
        terms=Terms(
            spdx=PUBLIC_DOMAIN_MARK, short="Public domain", requires_attribution=False, is_mark=True
        ),
        name="Public Domain Mark 1.0 Universal",
        slug="public-domain",
        deed_url="https://creativecommons.org/publicdomain/mark/1.0/",
        legalcode_url="",
        summary="Free of known copyright: do what you like with it.",
    ),
    Facts(
        terms=Terms(
            spdx=MEMBERS,
            short="Members only",
            permits_sharing=False,
            permits_commercial_use=False,
            members_only=True,
        ),
        name="Licence for member institutions",
        slug="members",
        deed_url="",
        legalcode_url="",
        summary="For staff of member institutions: teach with it, change it, keep it among us.",
    ),
)

_BY_SPDX = {facts.spdx.lower(): facts for facts in CATALOGUE}


def facts_of(spdx: str) -> Facts | None:
    """The licence of an identifier in any case; None for one that the site doesn't know."""
    return _BY_SPDX.get(spdx.lower())
