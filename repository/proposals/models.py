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
    WITHDRAWN = "withdrawn", "Withdrawn by those who offered it"


class DeclinedFor(models.TextChoices):
    """What an editor chooses from; the sentence beside it says more."""

    TOO_SPECIAL = "too-special", "Too special for the core"
    PLANNED = "planned", "Already planned otherwise"
    QUALITY = "quality", "Quality"
    LICENCE = "licence", "Licence"
    AGREED = "agreed", "Conflicts with what was agreed"


class Proposal(models.Model):
    """A replaced or added component of a released layer, offered to the core's editors.

    key: of the component in the layer's release; of a replacement that is the core's own key.
    component: the component as canonical JSON values, with its hops. after: for an added one, the
    core's component that it follows, empty for the beginning. accepted_as: the component as it went
    into the core's draft, where its editors changed words of it; None where it is as offered.
    gave_way_at: when the layer's draft left its own copy for the core's.
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
    declined_for = models.CharField(max_length=20, choices=DeclinedFor.choices, blank=True)
    accepted_as = models.JSONField(null=True)
    gave_way_at = models.DateTimeField(null=True)
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
            models.CheckConstraint(
                condition=models.Q(declined_for="") | models.Q(state="declined"),
                name="only_a_declined_proposal_says_what_for",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_as__isnull=True)
                | models.Q(state__in=["accepted", "released"]),
                name="only_an_accepted_proposal_was_changed",
            ),
            models.CheckConstraint(
                condition=models.Q(gave_way_at__isnull=True) | models.Q(state="released"),
                name="only_a_released_part_is_given_way_to",
            ),
        ]
        indexes = [models.Index(fields=["core", "state"], name="proposals_to_a_core")]

    def __str__(self) -> str:
        return f"{self.title}: {self.state}"


class ProposalMessage(models.Model):
    """What one side said to the other about a proposal. It never changes: the database refuses it.

    by_core: whether the core's editors say it, or those who offered. institution_name: whose.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="messages")
    by_core = models.BooleanField()
    institution_name = models.CharField(max_length=200)
    text = models.TextField()
    said_at = models.DateTimeField()
    # No constraint and no cascade: a person's account may go, what was said may not change.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    author_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="message_of_a_proposal_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_name}: {self.text[:60]}"
