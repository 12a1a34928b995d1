"""The home page and standard pages: served by Wagtail's own routing."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import SlugInput
from wagtail.fields import RichTextField
from wagtail.models import Page

from repository.public.front import front_context
from repository.releases.models import Package

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


def tabs(content: list[Any]) -> TabbedInterface:
    """The editor: what stands on the page, and what search engines and menus say of it."""
    found = [
        FieldPanel("slug", heading="Address", widget=SlugInput),
        FieldPanel("seo_title"),
        FieldPanel("search_description"),
    ]
    return TabbedInterface(
        [
            ObjectList([TitleFieldPanel("title"), *content], heading="Content"),
            ObjectList([*found, PublishingPanel()], heading="Search engines"),
        ]
    )


class HomePage(Page):
    """The front door."""

    hero_title = models.CharField(
        "headline",
        max_length=120,
        default="Shared curriculum, from one source",
        help_text="The first words that visitors read.",
    )
    hero_text = models.TextField(
        "text below the headline", blank=True, help_text="What the site is for, in two sentences."
    )
    searches = models.CharField(
        "suggested searches",
        max_length=300,
        blank=True,
        help_text="Often looked for. Separate them with commas: food safety, carpentry.",
    )
    featured = models.ForeignKey(
        Package,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="featured package",
        help_text="Shown large. One without a release is passed over.",
    )
    body = RichTextField(features=RICH_TEXT, blank=True, help_text="More, at the end of the page.")

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.StandardPage", "repository.InstitutionIndexPage"]
    template = "home/home_page.html"
    edit_handler = tabs(
        [
            MultiFieldPanel(
                [FieldPanel("hero_title"), FieldPanel("hero_text"), FieldPanel("searches")],
                heading="The top of the page",
                icon="home",
            ),
            FieldPanel("featured"),
            FieldPanel("body"),
        ]
    )

    class Meta:
        verbose_name = "home page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | front_context(self.featured.slug if self.featured else "")


class StandardPage(Page):
    """A page of text."""

    introduction = models.TextField(
        blank=True, help_text="One or two sentences, set larger than the text below."
    )
    body = RichTextField("text", features=RICH_TEXT, blank=True)

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"
    edit_handler = tabs([FieldPanel("introduction"), FieldPanel("body")])

    class Meta:
        verbose_name = "page of text"
