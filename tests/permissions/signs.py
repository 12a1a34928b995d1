"""Rows of the table of addresses, and the signs in which they are written.

A row is the name of an address (its pattern, where it has none), a path, what reading it answers
(GET, HEAD) and what writing to it answers (POST, PUT, DELETE). A new address needs a row, or
the test fails.

Answers are written as six signs, for

    visitor · person without access to the admin · contributor · publisher · consortium editor ·
    superuser

and, where the path names something that belongs to an institution, two more after a space: the
contributor and the publisher at what belongs to ANOTHER institution.

    +  answered     s  asked to sign in     -  refused: 403, 404 or 409     .  no such method: 405

405 is no answer to anybody, so it is right wherever `-` is expected too, and to HEAD, PUT
and DELETE always: not all addresses know them.

Names in braces are of what `world.py` has made.
"""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Row:
    name: str
    path: str
    read: str
    write: str


# For addresses that name nothing of an institution's
PUBLIC = "++++++"
READ_ONLY = "......"
STAFF = "s-++++"
STAFF_READS = "s-...."
COORDINATORS = "s---++"
COORDINATORS_READ = "s---.."
SUPERUSERS = "s----+"
SUPERUSERS_READ = "s----."
NOBODY = "s-----"

# For addresses that do
OWN = "s-++++ --"
OWN_READS = "s-.... --"
OWN_PUBLISHED = "s--+++ --"
APPROVERS = "s--+++ --"
ABOVE_ALL = "s---++ --"
ACCOUNTS = "s----+ --"
ACCOUNTS_READ = "s----. --"
NONE = "s----- --"

PAGE = "/admin/pages/{draft}/"
HOME_PAGE = "/admin/pages/{page}/"

ALL = "++++++ ++"
ALL_READ = "...... .."
NOT_THERE = "------ --"
