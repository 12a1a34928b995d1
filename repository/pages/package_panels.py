"""The editor of a package: five tabs, in the order in which a package is made."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import SlugInput
from wagtail.admin.widgets.datetime import AdminDateTimeInput

from repository.pages.release_panel import ReleasePanel

LANGUAGES = (
    ("en-CA", "English, Canada"),
    ("fr-CA", "French, Canada"),
    ("en", "English"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("de", "German"),
    ("pa", "Punjabi"),
    ("tl", "Tagalog"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh-Hans", "Chinese, simplified"),
    ("zh-Hant", "Chinese, traditional"),
    ("iu", "Inuktitut"),
    ("cr", "Cree"),
)


class LanguageInput(forms.TextInput):
    """A text field that offers the usual languages, and takes any other."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        choices = f"{name}-choices"
        field = super().render(name, value, {**(attrs or {}), "list": choices}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', LANGUAGES)
        return format_html('{}<datalist id="{}">{}</datalist>', field, choices, options)


def package_tabs() -> TabbedInterface:
    """The whole editor."""
    return editor_tabs(_content(), _competencies())


def editor_tabs(content: list[Any], competencies: list[Any]) -> TabbedInterface:
    """The five tabs; only the first two differ between a package and a specialisation."""
    return TabbedInterface(
        [
            ObjectList(content, heading="Content"),
            ObjectList(competencies, heading="Competencies"),
            ObjectList(about_panels(), heading="About"),
            ObjectList(credit_panels(), heading="Licence & credits"),
            ObjectList(release_panels(), heading="Release"),
        ]
    )


def _content() -> list[Any]:
    return [
        TitleFieldPanel(
            "title",
            placeholder="Title",
            help_text="What learners and employers call it: “Building Service Worker, Level 1”.",
        ),
        FieldPanel("kind", widget=forms.RadioSelect),
        FieldPanel("summary", widget=forms.Textarea(attrs={"rows": 3})),
        FieldPanel(
            "components",
            help_text=(
                "The parts of the package, in the order in which learners and other institutions "
                "see them. Draw them by their handles, or use the arrows."
            ),
        ),
        CommentPanel(),
    ]


def _competencies() -> list[Any]:
    return [
        HelpPanel(
            template="pages/panels/competencies_help.html", heading="What competencies are for"
        ),
        FieldPanel(
            "duties",
            heading="Duties and their competencies",
            help_text=(
                "A duty is a part of the job, such as “Work safely”. Its competencies say what a "
                "learner can do. Components point at them by their codes."
            ),
        ),
    ]


def about_panels() -> list[Any]:
    """What it is, for whom, and how it runs."""
    return [
        FieldPanel("description"),
        FieldPanel("for_whom", widget=forms.Textarea(attrs={"rows": 3})),
        FieldPanel("prerequisites", widget=forms.Textarea(attrs={"rows": 2})),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("effort_hours"), FieldPanel("credit_status")]),
                FieldRowPanel([FieldPanel("delivery"), FieldPanel("facilitation")]),
                FieldPanel("language", widget=LanguageInput),
            ],
            heading="How it runs",
            icon="time",
        ),
        MultiFieldPanel(
            [FieldPanel("subjects"), FieldPanel("skills")],
            heading="How people find it",
            icon="search",
        ),
        InlinePanel(
            "occupations",
            heading="Occupations that it prepares for",
            label="occupation",
            icon="user",
            panels=[FieldRowPanel([FieldPanel("noc"), FieldPanel("title")])],
        ),
        MultiFieldPanel(
            [FieldPanel("cover"), FieldPanel("cover_alt")], heading="Cover", icon="image"
        ),
        FieldPanel("next_review"),
    ]


def credit_panels() -> list[Any]:
    """Licence, partners, people, thanks."""
    return [
        FieldPanel("licence"),
        FieldPanel("partners", widget=forms.CheckboxSelectMultiple),
        FieldPanel("contributors"),
        FieldPanel("funder"),
        FieldPanel("acknowledgement", widget=forms.Textarea(attrs={"rows": 2})),
        FieldPanel("territory", widget=forms.Textarea(attrs={"rows": 2})),
    ]


def release_panels() -> list[Any]:
    """Where it is, and what its next release says."""
    return [
        ReleasePanel(heading="State", icon="tick-inverse"),
        MultiFieldPanel(
            [
                FieldPanel("release_notes", widget=forms.Textarea(attrs={"rows": 4})),
                FieldPanel("release_level", widget=forms.RadioSelect),
                FieldPanel("release_why"),
            ],
            heading="The next release",
            icon="upload",
        ),
        FieldPanel(
            "slug",
            heading="Address",
            icon="link",
            widget=SlugInput,
            help_text=(
                "The last part of the public address, /packages/…/; left empty, it is made from "
                "the title. It doesn't contain your institution, so that it stays when another "
                "takes over the lead: no two packages of any institution may have the same. "
                "Fixed after the first release."
            ),
        ),
        # Only a beginning: a release doesn't expire, it is withdrawn with a reason.
        PublishingPanel(children=[FieldPanel("go_live_at", widget=_schedule_input())]),
    ]


def _schedule_input() -> AdminDateTimeInput:
    """As in Wagtail's own panel, which comes with the day of expiry."""
    return AdminDateTimeInput(
        js_overlay_parent_selector="#schedule-publishing-dialog",
        attrs={
            "data-controller": "w-action",
            "data-action": "w-dialog:hidden->w-action#reset",
            "data-w-dialog-target": "notify",
        },
    )
