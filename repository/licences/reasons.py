"""The sentences of the licence rules, and their codes. Codes are promises; sentences may improve.

`{a}`, `{b}`, `{c}`: short names of licences, as in the question; `{whole}`: of the two, the licence
that asks for more, `{other}`: the other one.
"""

from __future__ import annotations

OK = "LICENCE-OK"
ND = "LICENCE-ND"
ND_COMBINE = "LICENCE-ND-COMBINE"
SA = "LICENCE-SA"
SA_COMBINE = "LICENCE-SA-COMBINE"
SA_MEMBERS = "LICENCE-SA-MEMBERS"
NC = "LICENCE-NC"
NC_COMBINE = "LICENCE-NC-COMBINE"
NC_COLLECT = "LICENCE-NC-COLLECT"
BY = "LICENCE-BY"
MARK = "LICENCE-MARK"
MEMBERS = "LICENCE-MEMBERS"
MEMBERS_COLLECT = "LICENCE-MEMBERS-COLLECT"

NO = {
    ND: "{a} lets you pass the work on only as it is: a changed version may not be shared. "
    "Use it unchanged, or ask its authors.",
    ND_COMBINE: "A work under {a} may not be changed, so it can’t become part of an adaptation. "
    "It can stand in the package unchanged, as a component of its own.",
    SA: "{a} is share alike: whoever changes the work passes it on under {a} again, "
    "so the result can’t be {c}.",
    SA_COMBINE: "{a} and {b} can’t both be kept: {other} must be passed on under {other}, "
    "and {whole} under {whole}. Link to the part, or ask its author for CC BY.",
    SA_MEMBERS: "{other} must be passed on to everybody under {other}, and {whole} to "
    "members only: no one work can do both.",
    NC: "{a} allows non-commercial use only, and {c} promises everybody any use, also paid "
    "courses. You can’t promise what its authors did not.",
    NC_COMBINE: "{other} forbids commercial use, which {whole} must allow because it is share "
    "alike. Link to the part, or ask its author for CC BY.",
    NC_COLLECT: "Its authors allow non-commercial use only. A package under {a} promises everybody "
    "any use, also paid courses. Link to it, ask its authors for CC BY, or choose a "
    "non-commercial licence for the package.",
    BY: "{a} asks that its authors are named, and {c} does not: the names would be lost.",
    MARK: "{c} says that a work is free of copyright already. What you make is new: "
    "give it CC0 1.0 to set it free.",
    MEMBERS: "{a} keeps the work among member institutions; under {c} everybody could take it.",
    MEMBERS_COLLECT: "{b} keeps this part among member institutions, and the package goes to "
    "everybody. Set the component’s audience to members.",
}

SAME = "The terms are the same."
ADAPT_YES = "{a} lets you change the work and share what you make."
ADAPT_SHARE_ALIKE = "{a} lets you change the work; share what you make under {a} too."
ADAPT_MEMBERS = "{a} lets member institutions change the work and share the result among members."
RELEASE_YES = "{c} keeps everything that {a} asks for."
COMBINE_YES = "{other} asks for no more than {whole} does. The whole is {whole}."
COLLECT_YES = "It keeps its own licence, {b}, which asks for nothing that the package forbids."
COLLECT_ND = (
    "It keeps its own licence, {b}: it may stand in the package unchanged, and nobody may adapt it."
)
COLLECT_SHARE_ALIKE = (
    "It keeps its own licence, {b}: share alike counts for changed versions of this part, "
    "not for the package around it."
)
COLLECT_MEMBERS = "It keeps its own licence, {b}, and is left out of every public copy."
