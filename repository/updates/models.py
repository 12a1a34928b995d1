"""Core updates: one row for each layer and each release that it could move to."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from repository.releases.models import Package, Release


class State(models.TextChoices):
    OPEN = "open", "Waiting"
    ACCEPTED = "accepted", "Taken over into the draft"
    DECLINED = "declined", "Declined"
    SUPERSEDED = "superseded", "Followed by a newer release"


class CoreUpdate(models.Model):
    """A newer release of what a package stands on, and what becomes of its layer there.

    report: the outcomes of the rebase as JSON, as they were when it was made, without those that
    are unchanged; the screen makes it anew. answers: what people decided so far, by "key|code".
    turn: rises with every change, so that of two people who decide at once the second is told.
    """

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="core_updates")
    from_release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    to_release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="core_updates")
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    nature = models.CharField(max_length=12, blank=True)
    taken_over = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    to_decide = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=list)
    answers = models.JSONField(default=dict, blank=True)
    turn = models.PositiveIntegerField(default=0)
    reported_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_by_name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["package", "from_release", "to_release"], name="one_update_of_a_step"
            ),
            # What waits is one thing: a newer release supersedes what waited before.
            models.UniqueConstraint(
                fields=["package"], condition=models.Q(state="open"), name="one_open_update"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="update_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(reason=""),
                name="declining_gives_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["to_release", "state"], name="updates_of_a_release")]

    def __str__(self) -> str:
        return f"{self.package_id}: {self.from_release_id} to {self.to_release_id}, {self.state}"

    @property
    def is_clean(self) -> bool:
        return self.to_decide == 0

    @property
    def layer_title(self) -> str:
        """Asks the database, unless the page of the layer was loaded with the row."""
        return title_of(self.package)

    @property
    def core_title(self) -> str:
        """Asks the database, unless the page of the core was loaded with the row."""
        return title_of(self.to_release.package)

    @property
    def goes_back(self) -> bool:
        """The release that it leads to is an older one: the newer was withdrawn."""
        return self.to_release.version < self.from_release.version


def title_of(package: Package) -> str:
    """The title that people know, or the address of a package whose page has been deleted."""
    page = getattr(package, "page", None)
    return page.title if page is not None else package.slug
