"""The page on which a layer is written: a Level 2 over a core, or an adaptation of any package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models

from repository.pages.layer_panels import specialisation_tabs
from repository.pages.package_page import PackagePage
from repository.releases.models import Release


class SpecialisationPage(PackagePage):
    """The draft of a layer over one release. Publishing it makes a release of the whole package.

    `components` and `duties` hold the institution's own only. `operations` and `base_release`
    aren't fields of the form: services change them, so that an editor's tab that was left open for
    a day can't undo what was decided meanwhile.
    """

    base_release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="+", editable=False
    )
    # Rows as in `layer_rows`.
    operations = models.JSONField(default=list, blank=True, editable=False)

    parent_page_types = ["repository.InstitutionPage"]
    subpage_types: list[str] = []
    # Made from a package (“Specialise this package”), never from nothing.
    is_creatable = False
    edit_handler = specialisation_tabs()

    class Meta:
        verbose_name = "specialisation"

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """A copy may stand wherever one may exist; making one from nothing is asked elsewhere."""
        return bool(cls.can_exist_under(parent))

    @property
    def stands_on(self) -> Release:
        release: Release = self.base_release
        return release

    @property
    def layer_rows(self) -> Sequence[Mapping[str, Any]]:
        return self.operations or ()
