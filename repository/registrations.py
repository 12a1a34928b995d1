"""What is connected at start-up: system checks, signal receivers, references to blobs.

Imported once, by `RepositoryConfig.ready`.
"""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save

from repository.blobs import signals  # noqa: F401
from repository.blobs.references import register_blob_references
from repository.exports.tasks import prepare_archives
from repository.http import checks, denials, spreadsheets  # noqa: F401
from repository.institutions.models import Institution
from repository.licences.models import Licence
from repository.pages import guards, institution_signals  # noqa: F401
from repository.pages.choices import forget_choices
from repository.pages.contexts import register_institution_contexts
from repository.pages.layer_extensions import register_part_action
from repository.pages.preview import register_package_renderer
from repository.proposals.part_action import offer_action
from repository.proposals.services import note_released
from repository.public.institutions import institution_context, institution_list_context
from repository.public.preview import render_package
from repository.releases.signals import made_urgent, released, withdrawn
from repository.updates.tasks import report_after_release, report_after_word


def logos() -> list[str]:
    """Digests of the institutions' logos: kept in a field without a key."""
    return list(Institution.objects.exclude(logo_sha256="").values_list("logo_sha256", flat=True))


register_blob_references(logos)

# Large archives are built as soon as their release is there.
released.connect(prepare_archives, dispatch_uid="exports.released")

# What was accepted into a core's draft came with its release.
released.connect(note_released, dispatch_uid="proposals.released")
register_part_action(offer_action)

# Layers are told what a release of their core means for them.
released.connect(report_after_release, dispatch_uid="updates.released")
withdrawn.connect(report_after_word, dispatch_uid="updates.withdrawn")
made_urgent.connect(report_after_word, dispatch_uid="updates.made_urgent")

register_institution_contexts(institution_context, institution_list_context)
register_package_renderer(render_package)

# The editor keeps names of licences and institutions for a while.
for _model in (Institution, Licence):
    for _signal in (post_save, post_delete):
        _signal.connect(forget_choices, sender=_model, dispatch_uid=f"choices {_model.__name__}")

denials.install()
spreadsheets.install()
