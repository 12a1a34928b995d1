"""Which files are not taken at all, which are told of, and what a member's name promises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from repository.formats.documents.pictures import picture_size, size_findings
from repository.formats.findings import Finding, finding
from repository.formats.limits import Limits
from repository.formats.media_types import FILE_TYPES, PROGRAM_TEXT, FileType, extension_of
from repository.formats.signatures import LABELS, PICTURES, PROGRAMS, RECORDINGS, TEXTUAL, sniff

# Opening one of these with a double click runs it.
_FORBIDDEN: Mapping[str, str] = {
    **dict.fromkeys(("exe", "com", "scr", "pif", "cpl", "dll", "sys", "ocx"), "a Windows program"),
    **dict.fromkeys(("msi", "msp", "msix", "appx", "apk", "ipa", "deb", "rpm"), "an installer"),
    **dict.fromkeys(("bat", "cmd", "vbs", "vbe", "wsf", "wsh", "hta", "jse"), "a Windows script"),
    **dict.fromkeys(("lnk", "scf", "reg", "inf", "gadget", "msc"), "a Windows shortcut"),
    **dict.fromkeys(("app", "dmg", "pkg", "command", "workflow"), "a macOS program"),
    **dict.fromkeys(("iso", "img", "vhd", "vhdx"), "a disk image"),
}
_MACROS: Mapping[str, str] = {
    **dict.fromkeys(("docm", "dotm"), "DOCX"),
    **dict.fromkeys(("xlsm", "xltm", "xlam", "xlsb", "xll"), "XLSX"),
    **dict.fromkeys(("pptm", "potm", "ppsm", "ppam", "sldm"), "PPTX"),
}
_SECRET_FOLDERS = frozenset((".git", ".svn", ".hg", ".bzr", ".ssh", ".gnupg", ".aws"))
_SECRET_FILES = frozenset(
    (".netrc", ".pgpass", ".htpasswd", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".pypirc")
)
_ENVIRONMENT = re.compile(r"\A\.env(?:\.(?!example|sample|template|dist)[a-z]+)*\Z")
# A folder "www.example.com" of a saved web site is no program.
_SAVED_SITE = re.compile(r"\A(?:[a-z0-9-]+\.)+com\Z")


def forbidden_findings(name: str, place: str) -> Iterator[Finding]:
    """Why a file of this name is not taken."""
    parts = name.lower().replace("\\", "/").split("/")
    extension = extension_of(name)
    last = parts[-1]
    if _SECRET_FOLDERS & {*parts} or last in _SECRET_FILES or _ENVIRONMENT.match(last):
        yield finding("TYPE-SECRET", place)
    if extension in _MACROS:
        yield finding("TYPE-MACROS", place, instead=_MACROS[extension])
    elif extension in _FORBIDDEN:
        yield finding("TYPE-FORBIDDEN", place, what=_FORBIDDEN[extension])
    elif extension in PROGRAM_TEXT:
        yield finding("TYPE-PROGRAM-TEXT", place, extension=extension)


def program_findings(content: str, place: str) -> Iterator[Finding]:
    """Why a file of this content is not taken, whatever its name."""
    if content in PROGRAMS:
        yield finding("TYPE-FORBIDDEN", place, what=LABELS[content])


def member_findings(name: str, head: bytes, limits: Limits) -> Iterator[Finding]:
    """What is wrong with a member of a package. head: its first 64 KiB."""
    if _SAVED_SITE.match(name.rsplit("/", 1)[-1].lower()) and sniff(head) in TEXTUAL:
        return
    forbidden = tuple(forbidden_findings(name, name))
    yield from forbidden
    if not head or any(found.severity == "refused" for found in forbidden):
        return
    content = sniff(head)
    yield from program_findings(content, name)
    if content in PROGRAMS:
        return
    file_type = FILE_TYPES.get(extension_of(name))
    if file_type is not None and content not in file_type.contents:
        yield from _mismatch(name, file_type, content)
    if content in PICTURES:
        yield from size_findings(picture_size(content, head), name, limits)


def _mismatch(name: str, file_type: FileType, content: str) -> Iterator[Finding]:
    """Only where the content certainly is something else: a broken picture breaks nothing else."""
    found = LABELS.get(content)
    if found is not None:
        code = "TYPE-VARIANT" if is_variant(file_type, content) else "TYPE-MISMATCH"
        yield finding(code, name, expected=file_type.label, found=found)


def is_variant(file_type: FileType, content: str) -> bool:
    """Whether a content is of the same sort as the name says: another kind of picture, say."""
    family = file_type.media_type.split("/", 1)[0]
    if family == "image":
        return content in PICTURES - {"svg"}
    return family in ("audio", "video") and content in RECORDINGS
