"""The typed components of a package, and its duties with their competencies, as StreamField blocks.

A block's own id is the stable key of the component, duty or competency: Wagtail gives it once and
keeps it through edits and moves.
"""

from __future__ import annotations

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from repository.releases import manifest as manifests

POLICY_CHOICES = [
    (manifests.LOCKED, "Locked: stays as it is in every Level 2"),
    (manifests.ADAPTABLE, "Adaptable: a Level 2 may replace it"),
    (manifests.OPTIONAL, "Optional: a Level 2 may leave it out"),
]
AUDIENCE_CHOICES = [
    (manifests.PUBLIC, "Public"),
    (manifests.MEMBERS, "Members: verified staff of member institutions"),
]


class AttributionBlock(blocks.StructBlock):
    """Whom to name for a part that somebody else made."""

    title = blocks.CharBlock(required=False, max_length=300, label="Title of the work")
    author = blocks.CharBlock(required=False, max_length=300)
    source = blocks.URLBlock(required=False, label="Where it comes from", max_length=500)


class ComponentBlock(blocks.StructBlock):
    """What every component has. Its type is the name of the block in the stream."""

    title = blocks.CharBlock(max_length=300)
    description = blocks.TextBlock(required=False, rows=2)
    section = blocks.CharBlock(required=False, max_length=200)
    effort_hours = blocks.DecimalBlock(
        required=False, min_value=0, max_value=2000, decimal_places=2, label="Effort in hours"
    )
    audience = blocks.ChoiceBlock(choices=AUDIENCE_CHOICES, default=manifests.PUBLIC)
    policy = blocks.ChoiceBlock(
        choices=POLICY_CHOICES, default=manifests.ADAPTABLE, label="Customisation policy"
    )
    files = blocks.ListBlock(DocumentChooserBlock(), default=[], required=False)
    teaches = blocks.CharBlock(required=False, max_length=1000)
    practises = blocks.CharBlock(required=False, max_length=1000)
    assesses = blocks.CharBlock(required=False, max_length=1000)
    licence = blocks.CharBlock(required=False, max_length=60)
    attribution = AttributionBlock(required=False)


class ComponentsBlock(blocks.StreamBlock):
    """All components of a package, in order."""

    syllabus = ComponentBlock()
    lesson_plan = ComponentBlock()
    scorm_module = ComponentBlock(label="SCORM module")
    assessment = ComponentBlock()
    learning_resource = ComponentBlock()
    video = ComponentBlock()
    instructor_guide = ComponentBlock()


class CompetencyBlock(blocks.StructBlock):
    code = blocks.CharBlock(max_length=20)
    statement = blocks.TextBlock(rows=2)
    level = blocks.CharBlock(required=False, max_length=60)


class DutyBlock(blocks.StructBlock):
    code = blocks.CharBlock(max_length=20)
    title = blocks.CharBlock(max_length=200)
    competencies = blocks.ListBlock(CompetencyBlock(), default=[])


class DutiesBlock(blocks.StreamBlock):
    duty = DutyBlock()


class ContributorBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=200)
    role = blocks.CharBlock(required=False, max_length=200)
    institution = blocks.CharBlock(required=False, max_length=200)


class ContributorsBlock(blocks.StreamBlock):
    contributor = ContributorBlock()
