"""The home page and standard pages: served by Wagtail's own routing."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from repository.public.front import front_context
from repository.releases.models import Package

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class HomePage(Page):
    """The front door."""

    hero_title = models.CharField(max_length=120, default="Shared curriculum, from one source")
    hero_text = models.TextField(blank=True)
    searches = models.CharField(
        max_length=300, blank=True, help_text="Often looked for. Separate with commas."
    )
    featured = models.ForeignKey(
        Package, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    body = RichTextField(features=RICH_TEXT, blank=True)

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.StandardPage", "repository.InstitutionIndexPage"]
    template = "home/home_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("hero_title"),
        FieldPanel("hero_text"),
        FieldPanel("searches"),
        FieldPanel("featured"),
        FieldPanel("body"),
    ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | front_context(self.featured.slug if self.featured else "")


class StandardPage(Page):
    """A page of text."""

    introduction = models.TextField(blank=True)
    body = RichTextField(features=RICH_TEXT, blank=True)

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
