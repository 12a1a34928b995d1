"""The typed components of a package, and its duties with their competencies, as StreamField blocks.

A block's own id is the stable key of the component, duty or competency: Wagtail gives it once and
keeps it through edits and moves. Alignment is typed as codes ("A1, B3"), which people know; the
manifest turns them into keys.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.widgets import AdminDocumentChooser

from repository.blobs.models import Outcome, StoredDocument
from repository.pages.choices import (
    institution_choices,
    licence_choices,
    original_licence_choices,
)
from repository.pages.stream_rows import join_codes, split_codes
from repository.releases import manifest as manifests
from repository.releases.wording import size_label

POLICY_CHOICES = [
    (manifests.LOCKED, "Locked"),
    (manifests.ADAPTABLE, "Adaptable"),
    (manifests.OPTIONAL, "Optional"),
]
AUDIENCE_CHOICES = [
    (manifests.PUBLIC, "Public"),
    (manifests.MEMBERS, "Members only"),
]

INSPECTED = {
    Outcome.CLEAN: "inspected, clean",
    Outcome.WARNINGS: "inspected, with warnings",
    Outcome.ERRORS: "has errors, can’t be published",
}

CODE = re.compile(r"\A[A-Za-z0-9][A-Za-z0-9.\-]{0,19}\Z")


class CodeBlock(blocks.CharBlock):
    """The code of a duty or competency: short, and without what separates codes in a list."""

    def clean(self, value: Any) -> str:
        code: str = super().clean(value).strip()
        if code and not CODE.match(code):
            raise ValidationError(
                f"“{code}” can't be a code. Use up to 20 letters, digits, points and hyphens, "
                "without spaces: A1, B2.3, WHMIS-1.",
                code="CODE-FORM",
            )
        return code


class CodesBlock(blocks.CharBlock):
    """Codes of competencies, separated by commas or spaces."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=1000, **kwargs)

    def clean(self, value: Any) -> str:
        return join_codes(split_codes(super().clean(value)))


class FileChooser(AdminDocumentChooser):
    """A chosen file shows its own name, its size and what its inspection found."""

    def get_display_title(self, instance: StoredDocument) -> str:
        size = size_label(instance.file_size or 0)
        return f"{instance.filename} · {size} · {INSPECTED[Outcome(instance.outcome)]}"


class FileBlock(DocumentChooserBlock):
    """A working file of the institution."""

    @cached_property
    def widget(self) -> FileChooser:
        return FileChooser()


class AttributionBlock(blocks.StructBlock):
    """Whom to name for a part that somebody else made."""

    title = blocks.CharBlock(required=False, max_length=300, label="Title of the work")
    author = blocks.CharBlock(
        required=False, max_length=300, label="Author", help_text="A person or an organization."
    )
    source = blocks.URLBlock(
        required=False, max_length=500, label="Where it comes from", help_text="A web address."
    )
    licence = blocks.ChoiceBlock(
        choices=original_licence_choices, required=False, label="Licence of the original"
    )

    class Meta:
        icon = "openquote"
        label = "Made by somebody else"
        label_format = "{title} {author}"
        help_text = (
            "Only where the component is, or is made from, a work of others. It is added to the "
            "attribution that everybody copies."
        )
        collapsed = True


class ComponentBlock(blocks.StructBlock):
    """What every component has. Its type is the name of the block in the stream."""

    title = blocks.CharBlock(max_length=300, label="Title")
    description = blocks.TextBlock(
        required=False,
        rows=2,
        label="Description",
        help_text="Two sentences: what learners do, and what they can do afterwards.",
    )
    files = blocks.ListBlock(
        FileBlock(label="File"),
        default=[],
        required=False,
        label="Files",
        help_text=(
            "Upload or choose them here. Each is inspected when it arrives; a file with errors "
            "can't be published. Learners get exactly the bytes that you upload."
        ),
    )
    effort_hours = blocks.DecimalBlock(
        required=False,
        min_value=0,
        max_value=2000,
        decimal_places=2,
        label="Hours of work",
        help_text="Of a typical learner. 1.5 is one hour and a half.",
    )
    section = blocks.CharBlock(
        required=False,
        max_length=200,
        label="Section",
        help_text=(
            "The heading under which it stands, such as “Module 1”. Components with the same "
            "section stand together; leave it empty for none."
        ),
    )
    policy = blocks.ChoiceBlock(
        choices=POLICY_CHOICES,
        default=manifests.ADAPTABLE,
        label="In a specialisation",
        help_text=(
            "What a Level 2 may do with it. Locked: it stays as it is. Adaptable: it may be "
            "replaced. Optional: it may also be left out."
        ),
    )
    policy_reason = blocks.CharBlock(
        required=False,
        max_length=200,
        label="Why so",
        help_text=(
            "For who builds on it, in a sentence: “Same assessment, same credential.” Shown beside "
            "a locked component."
        ),
    )
    audience = blocks.ChoiceBlock(
        choices=AUDIENCE_CHOICES,
        default=manifests.PUBLIC,
        label="For whom",
        help_text=(
            "Members only: verified staff of member institutions, for answer keys and test banks. "
            "The public never sees that it exists."
        ),
    )
    teaches = CodesBlock(
        label="Teaches",
        help_text="Codes from the Competencies tab, such as A1, A2, B3.",
    )
    practises = CodesBlock(label="Practises", help_text="Learners try it, nobody marks it.")
    assesses = CodesBlock(label="Assesses", help_text="Learners show it, and it counts.")
    licence = blocks.ChoiceBlock(
        choices=licence_choices,
        required=False,
        label="Licence",
        help_text="Choose one only where this component's differs from the package's.",
    )
    attribution = AttributionBlock(required=False)

    class Meta:
        label_format = "{title} · {policy}"
        form_layout = [
            "title",
            "description",
            "files",
            blocks.BlockGroup(
                ["effort_hours", "section", "policy", "policy_reason", "audience"],
                heading="Place and use",
                icon="sliders",
                classname="hw-fields-2",
                label_format="{policy} {audience}",
            ),
            blocks.BlockGroup(
                ["teaches", "practises", "assesses"],
                heading="Competencies",
                icon="crosshairs",
                classname="hw-fields-3",
                label_format="{teaches} {assesses}",
            ),
            blocks.BlockGroup(
                ["licence", "attribution"],
                heading="Licence and credit",
                icon="openquote",
                classname="collapsed",
                label_format="{licence}",
            ),
        ]


class ComponentsBlock(blocks.StreamBlock):
    """All components of a package, in order."""

    syllabus = ComponentBlock(
        label="Syllabus",
        icon="list-ul",
        group="Plan",
        description="What the program covers, its hours, how learners are assessed.",
    )
    lesson_plan = ComponentBlock(
        label="Lesson plan",
        icon="edit",
        group="Plan",
        description="One lesson: outcome, materials, steps.",
    )
    instructor_guide = ComponentBlock(
        label="Instructor guide",
        icon="glasses",
        group="Plan",
        description="Notes, answer keys and tips for those who teach it.",
    )
    scorm_module = ComponentBlock(
        label="SCORM module",
        icon="desktop",
        group="Learn",
        description="An interactive module for any learning management system, as a zip.",
    )
    video = ComponentBlock(
        label="Video",
        icon="media",
        group="Learn",
        description="A film, with its captions as a second file (.vtt).",
    )
    learning_resource = ComponentBlock(
        label="Learning resource",
        icon="doc-full",
        group="Learn",
        description="Slides, a hand-out, a reading, a chart, a form.",
    )
    assessment = ComponentBlock(
        label="Assessment",
        icon="tasks",
        group="Assess",
        description="A test, an assignment, an observation sheet.",
    )

    class Meta:
        collapsed = True
        max_num = 500


class CompetencyBlock(blocks.StructBlock):
    code = CodeBlock(max_length=20, label="Code", help_text="A1, A2, …")
    statement = blocks.TextBlock(
        rows=2,
        label="Statement",
        help_text="What a learner can do, beginning with a verb: “Read a WHMIS label …”.",
    )
    level = blocks.CharBlock(
        required=False,
        max_length=60,
        label="Level",
        help_text="Of the framework that you use, if any.",
    )

    class Meta:
        icon = "crosshairs"
        label = "Competency"
        label_format = "{code} {statement}"


class DutyBlock(blocks.StructBlock):
    code = CodeBlock(max_length=20, label="Code", help_text="A, B, C, …")
    title = blocks.CharBlock(max_length=200, label="Duty", help_text="“Work safely”")
    competencies = blocks.ListBlock(
        CompetencyBlock(), default=[], label="Competencies", collapsed=True
    )

    class Meta:
        icon = "folder-open-inverse"
        label_format = "{code} {title}"


class DutiesBlock(blocks.StreamBlock):
    duty = DutyBlock(label="Duty", description="A part of the job, with its competencies.")

    class Meta:
        collapsed = True
        max_num = 60


class ContributorBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=200, label="Name")
    role = blocks.CharBlock(
        required=False, max_length=200, label="Did what", help_text="Author, reviewer, narrator, …"
    )
    institution = blocks.ChoiceBlock(
        choices=institution_choices, required=False, label="Institution"
    )

    class Meta:
        icon = "user"
        label_format = "{name} {role}"


class ContributorsBlock(blocks.StreamBlock):
    contributor = ContributorBlock(label="Contributor", description="A person to name.")

    class Meta:
        collapsed = True
        max_num = 200
