"""What may be done to a package page beyond what Wagtail's own permissions say."""

from __future__ import annotations

from wagtail.models import PagePermissionTester


class PackagePermissionTester(PagePermissionTester):
    """A package page stands where its institution stands, and what is released is for everybody.

    What has been released isn't unpublished: a release is withdrawn, with a reason.
    """

    def can_unpublish(self) -> bool:
        return False  # a page that is live has a release

    def can_move(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False
