"""Proposals: what an institution offers to a core, and what its editors answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from repository.releases.models import Package, Release


class State(models.TextChoices):
    OPEN = "open", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted, in the draft of the core"
    DECLINED = "declined", "Declined"
    RELEASED = "released", "Released with the core"


class Proposal(models.Model):
    """A replaced or added component of a released layer, offered to the core's editors.

    key: of the component in the layer's release; of a replacement that is the core's own key.
    component: the component as canonical JSON values, with its hops. after: for an added one, the
    core's component that it follows, empty for the beginning.
    """

    core = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="proposals")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="proposals")
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    replaces = models.BooleanField()
    after = models.CharField(max_length=200, blank=True)
    component = models.JSONField()
    comment = models.TextField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    offered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_by_name = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    released_in = models.ForeignKey(
        Release, on_delete=models.PROTECT, null=True, related_name="accepted_proposals"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "key"],
                condition=models.Q(state__in=["open", "accepted"]),
                name="one_open_proposal_of_a_component",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="proposal_state_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(comment=""), name="proposal_says_what_for"),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(answer=""),
                name="declined_proposal_has_an_answer",
            ),
        ]
        indexes = [models.Index(fields=["core", "state"], name="proposals_to_a_core")]

    def __str__(self) -> str:
        return f"{self.title}: {self.state}"
