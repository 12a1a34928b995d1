"""The page on which the draft of a package is written. Publishing it makes a release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from repository.blobs.models import Picture
from repository.institutions.models import Institution
from repository.licences.models import Licence
from repository.pages import identity, preview, publishing
from repository.pages.blocks import ComponentsBlock, ContributorsBlock, DutiesBlock
from repository.pages.draft_data import RICH_TEXT
from repository.pages.errors import ReleasesStayError
from repository.pages.forms import PackageCopyForm, PackagePageForm
from repository.pages.package_panels import package_tabs
from repository.pages.package_parts import (
    LANGUAGE,
    CreditStatus,
    Delivery,
    Facilitation,
    ReleaseLevel,
    TaggedSkill,
    TaggedSubject,
)
from repository.pages.permissions import PackagePermissionTester
from repository.releases.errors import ReleaseError
from repository.releases.models import Kind, Package, Release

# What Wagtail logs when a date that was set has come.
SCHEDULED = "wagtail.publish.scheduled"

# What a publisher says of one release; the next draft begins without it.
ABOUT_THE_RELEASE = ["release_notes", "release_level", "release_why"]

DEFAULT_LICENCE = "CC-BY-4.0"


class PackagePage(Page):
    """The draft of a package. Publishing it makes a release."""

    slug: str
    package = models.OneToOneField(
        Package, on_delete=models.PROTECT, related_name="page", editable=False
    )
    kind = models.CharField(
        max_length=30,
        choices=Kind.choices,
        default=Kind.STANDALONE,
        help_text=(
            "A Level 1 core is the same at every institution, and others may build their Level 2 "
            "on it. Fixed after the first release."
        ),
    )
    summary = models.CharField(
        max_length=300,
        blank=True,
        help_text="One or two sentences that an employer understands. They stand in every list.",
    )
    description = RichTextField(
        features=RICH_TEXT,
        blank=True,
        help_text="What the program is about, how it runs, what is special about it.",
    )
    language = models.CharField(
        max_length=20,
        default=identity.DEFAULT_LANGUAGE,
        validators=[LANGUAGE],
        help_text="In which learners take it: en-CA, fr-CA, or another language's tag.",
    )
    licence = models.ForeignKey(
        Licence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        default=DEFAULT_LICENCE,
        help_text=(
            "What others may do with the package. CC BY asks only that your institution is named. "
            "A component may carry a licence of its own."
        ),
    )
    partners = ParentalManyToManyField(
        Institution,
        blank=True,
        related_name="partner_in",
        help_text="Institutions that built it with you. Yours need not be ticked.",
    )
    subjects = ClusterTaggableManager(
        through=TaggedSubject,
        blank=True,
        verbose_name="subjects",
        related_name="package_subjects",
        help_text="What it is about, in a few words each: Cleaning, Food safety.",
    )
    skills = ClusterTaggableManager(
        through=TaggedSkill,
        blank=True,
        verbose_name="skills",
        related_name="package_skills",
        help_text="In the words of employers: Infection control, Team work.",
    )
    for_whom = models.TextField(
        "for whom",
        blank=True,
        help_text="Who should take it, and what they want to do afterwards.",
    )
    prerequisites = models.TextField(
        blank=True, help_text="What learners must have or know before. Leave empty for nothing."
    )
    effort_hours = models.DecimalField(
        "hours of work",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Of a typical learner, for the whole package. 1.5 is one hour and a half.",
    )
    delivery = models.CharField(max_length=20, choices=Delivery.choices, blank=True)
    facilitation = models.CharField(
        max_length=30,
        choices=Facilitation.choices,
        blank=True,
        help_text="How much an instructor is with the learners.",
    )
    credit_status = models.CharField(max_length=30, choices=CreditStatus.choices, blank=True)
    contributors = StreamField(
        ContributorsBlock(), blank=True, help_text="People to name, in the order to name them."
    )
    funder = models.CharField(max_length=300, blank=True, help_text="Who paid for it.")
    acknowledgement = models.TextField(
        blank=True, help_text="Whom to thank, in the words that a funder asks for."
    )
    territory = models.TextField(
        "territory acknowledgement",
        blank=True,
        help_text="Where it was built. Empty: your institution's own acknowledgement stands.",
    )
    cover = models.ForeignKey(
        Picture,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cover image",
        help_text="At least 1200 pixels wide. It is published without its camera data.",
    )
    cover_alt = models.CharField(
        "alternative text of the cover",
        max_length=300,
        blank=True,
        help_text="What the image shows, in one sentence, for people who don't see it.",
    )
    next_review = models.DateField(
        "next review",
        null=True,
        blank=True,
        help_text="When somebody looks again whether it is still right.",
    )
    duties = StreamField(DutiesBlock(), blank=True)
    components = StreamField(ComponentsBlock(), blank=True)
    # Hops of components that were taken from other packages, by the component's key: provenance
    # of what an editor accepted. Not a field of the form.
    taken = models.JSONField(default=dict, blank=True, editable=False)
    release_notes = models.TextField(
        blank=True,
        help_text="What changed, for those who teach it. Public, with the release.",
    )
    release_level = models.CharField(
        "raise the number",
        max_length=10,
        choices=ReleaseLevel.choices,
        blank=True,
        help_text="The number follows from what changed. You may raise it, never lower it.",
    )
    release_why = models.CharField(
        "why raise it",
        max_length=300,
        blank=True,
        help_text="One sentence: for instance, that teaching it feels like another program.",
    )

    parent_page_types = ["repository.InstitutionPage"]
    subpage_types: list[str] = []
    base_form_class = PackagePageForm
    copy_form_class = PackageCopyForm
    edit_handler = package_tabs()
    # A release is for everybody; what isn't, is for members only within it.
    private_page_options: list[str] = []
    # A copy is another package, with an identity of its own (see `save`).
    exclude_fields_in_copy = ["package", *ABOUT_THE_RELEASE]
    preview_modes = [("", "As the public sees it")]

    class Meta:
        verbose_name = "package"

    @property
    def stands_on(self) -> Release | None:
        """The release that this package is a layer over; None for one that stands on nothing."""
        return None

    @property
    def layer_rows(self) -> Sequence[Mapping[str, Any]]:
        """What the layer does, as `layer_rows` describes it."""
        return ()

    def permissions_for_user(self, user: Any) -> PackagePermissionTester:
        return PackagePermissionTester(user, self)

    def clean(self) -> None:
        super().clean()
        if self.slug and identity.slug_is_taken(self.slug, self.package_id):
            taken = ValidationError(identity.taken_message(self.slug), code="SLUG-TAKEN")
            raise ValidationError({"slug": taken})

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the page and what goes with it: the package's identity, and its release.

        A page that is saved live with a new live revision is being published; that makes the
        release here, or the page isn't saved.

        Raises: NoInstitutionAboveError, ReleasesStayError, NotReleasableError.
        """
        self._take_identity()
        # A release doesn't expire; Wagtail's schedule would take the page down without a word.
        self.expire_at = None
        stored = type(self).objects.filter(pk=self.pk).values("live", "live_revision_id").first()
        if stored and stored["live"] and not self.live and identity.is_released(self.package):
            raise ReleasesStayError(self.title)
        if not self._goes_live(stored):
            super().save(*args, **kwargs)
            return
        said = [getattr(self, name) for name in ABOUT_THE_RELEASE]
        for name in ABOUT_THE_RELEASE:
            setattr(self, name, "")
        super().save(*args, **kwargs)
        publishing.release_page(self, *said)

    def _goes_live(self, stored: dict[str, Any] | None) -> bool:
        if not self.live or self.live_revision_id is None:
            return False
        return stored is None or stored["live_revision_id"] != self.live_revision_id

    def _take_identity(self) -> None:
        if not self.slug or (self.package_id is None and identity.slug_is_taken(self.slug, None)):
            self.slug = identity.free_slug(self.slug or self.title)
        if self.package_id is None:
            self.package = Package.objects.create(
                slug=self.slug, kind=self.kind, owner=identity.owner_above(self)
            )
        else:
            identity.follow_page(self.package, slug=self.slug, kind=self.kind)
            # After the first release neither changes, whatever the page says.
            self.slug, self.kind = self.package.slug, self.package.kind

    def publish(
        self,
        revision: Any,
        user: Any = None,
        changed: bool = True,
        log_action: bool | str = True,
        previous_revision: Any = None,
        skip_permission_checks: bool = False,
    ) -> None:
        """Publish a revision and release what it says, both or neither.

        A scheduled revision that can't be released stays a draft, and its history says why: the
        command that publishes what is due must go on with the others.

        Raises: NotReleasableError.
        """
        try:
            with transaction.atomic(), publishing.publishing_as(user):
                super().publish(
                    revision,
                    user=user,
                    changed=changed,
                    log_action=log_action,
                    previous_revision=previous_revision,
                    skip_permission_checks=skip_permission_checks,
                )
        except ReleaseError as error:
            if log_action != SCHEDULED:
                raise
            publishing.give_up_schedule(self, revision, error)

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """The public address, which doesn't name the institution."""
        parts = super().get_url_parts(request)
        if parts is None or parts[1] is None or self.package_id is None:
            return None
        site_id, root_url, _ = parts
        # The page's slug is the package's (see `save`): lists ask for many addresses.
        return site_id, root_url, reverse("package", args=[self.slug])

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page tree knows another address for it: the public one is the address."""
        return HttpResponsePermanentRedirect(self.package.get_absolute_url())

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return preview.render_draft(request, self)
