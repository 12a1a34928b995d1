"""What may be done to a package page beyond what Wagtail's own permissions say."""

from __future__ import annotations

from wagtail.models import PagePermissionTester


class PackagePermissionTester(PagePermissionTester):
    """A package page stands where its institution stands, and what is released is for everybody.

    Unpublishing isn't taken away here: who tries is told what to do instead.
    """

    def can_move(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False
