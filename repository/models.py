"""All models of the app, gathered from their rooms: Django looks for them here."""

from repository.blobs.models import Blob, Picture, PictureRendition, StoredDocument
from repository.exports.models import Archive
from repository.institutions.models import Institution
from repository.licences.models import Licence
from repository.pages.models import (
    InstitutionIndexPage,
    InstitutionPage,
    PackageOccupation,
    PackagePage,
    Skill,
    TaggedSkill,
    TaggedSubject,
)
from repository.releases.models import Package, Release, ReleaseBlob, Withdrawal

__all__ = [
    "Archive",
    "Blob",
    "Institution",
    "InstitutionIndexPage",
    "InstitutionPage",
    "Licence",
    "Package",
    "PackageOccupation",
    "PackagePage",
    "Picture",
    "PictureRendition",
    "Release",
    "ReleaseBlob",
    "Skill",
    "StoredDocument",
    "TaggedSkill",
    "TaggedSubject",
    "Withdrawal",
]
