"""Tags of the admin's templates: `{% load headwaters_admin %}`."""

from __future__ import annotations

from django import template
from django.conf import settings

from repository.releases.wording import size_label

register = template.Library()
register.filter("size", size_label)


@register.simple_tag
def brand() -> str:
    """The site's name. Wagtail's dashboard calls the host name `site_name`, so it goes by a tag."""
    return str(settings.SITE_NAME)
