"""Every finding that an inspection can make: its code, how grave it is, its sentence.

Codes are stable: people search for them, scripts test for them. A sentence says what is wrong and
what to do, in words that a contributor understands. Words in braces come from the file.

- refused: dangerous or unreadable; nothing is stored
- error: kept as a draft; publishing waits until it is mended
- warning: told
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    REFUSED = "refused"
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """sentence: a format string; the words that it needs are given where the finding is made."""

    code: str
    severity: Severity
    sentence: str


# Code and severity, and below them the sentence. "@again" is what helps with most broken zips.
_AGAIN = "Make the zip again with your computer's own zip program, or export it again."
_TABLE = """
# The file as a whole
FILE-EMPTY refused
    The file is empty (0 bytes). Choose the original again.
FILE-TOO-LARGE refused
    The file has {size}; at most {limit} can be taken.
FILE-UNREADABLE refused
    The file can't be read: {reason}.
FILE-NAME-TOO-LONG error
    The file's name is {length} bytes long; at most {limit} can be kept. Give it a shorter
    one.
FILE-NAME-CONTROL error
    The file's name holds characters that can't be seen, such as line breaks. Rename the file.
FILE-NAME-MISSING warning
    The file has no name. Give it one that says what it is.
FILE-UNCHECKED warning
    This file has more than {limit} of text and was not looked through. It is kept as it is.
TYPE-FORBIDDEN refused
    This is {what}. Programs are not taken, because they could harm whoever opens them. Take
    it out.
TYPE-MACROS refused
    The document holds macros (small programs). Save it as {instead} without macros.
TYPE-SECRET refused
    This looks like passwords, keys or the history of a project, which must not be published.
    Take it out, and change the passwords in it.
TYPE-MISMATCH error
    The name says {expected}, but the content is {found}. Give the file its right name, or
    save it again in the right format.
TYPE-VARIANT warning
    The name says {expected}, but the content is {found}. Most programs open it all the same.
TYPE-UNKNOWN warning
    We don't know this kind of file. It can be downloaded, but not checked or shown.
TYPE-PROGRAM-TEXT warning
    This is the text of a program (“.{extension}”). It is kept as a plain file and runs neither here
    nor in a learning system.
TYPE-NAME warning
    The name doesn't say that this is {found}. Let it end in “.{extension}”.
TYPE-OTHER-ARCHIVE error
    We can't look into {found}. Make a zip of what is in it.
# Zip files
ZIP-NOT-A-ZIP refused
    This is not a zip file{hint}. Choose the file that you exported.
ZIP-TRUNCATED refused
    The end of the zip is missing. The copy or download broke off: get it again.
ZIP-EMPTY refused
    There is no file in this zip.
ZIP-MULTI-DISK refused
    This is one part of a zip that was split. Make one zip of all of it.
ZIP-ENCRYPTED refused
    This is protected with a password, so that nobody could use it. Make the zip without one.
ZIP-METHOD refused
    This is packed with a method ({method}) that learning systems can't read. Make the zip
    again with the ordinary method (Deflate).
ZIP-TRAILING-DATA refused
    There is something after the end of the zip. @again
ZIP-HIDDEN-DATA refused
    The zip holds {size} that belong to no file in it. @again
ZIP-TWO-ENDS refused
    The zip has two ends, so that programs would read it differently. @again
ZIP-COUNT refused
    The zip says that it holds {said} files, but lists {found}. @again
ZIP-DIRECTORY refused
    The zip's table of contents is damaged. @again
ZIP-ZIP64 refused
    The zip's records for large files contradict each other. @again
ZIP-EXTRA refused
    The zip's record of this file is damaged. @again
ZIP-OVERLAP refused
    Two files in the zip share the same bytes. @again
ZIP-HEADERS-DIFFER refused
    The zip describes this file twice, in different ways ({what}). @again
ZIP-DUPLICATE-NAME refused
    Two files in the zip have this name. @again
ZIP-FOLDER-DATA refused
    This is a folder that holds data, which can't be. @again
ZIP-CRC refused
    This file is damaged: its checksum is wrong. @again
ZIP-DAMAGED refused
    This file is damaged and can't be unpacked. @again
ZIP-SIZE refused
    This file unpacks to another size than the zip says. @again
ZIP-BOMB refused
    This unpacks to more than {ratio} times its size, as only files made to do harm do.
ZIP-TOO-LARGE refused
    Unpacked this has {size}; at most {limit} can be taken.
ZIP-TOO-MANY-FILES refused
    There are {found} files or folders in this zip; at most {limit} can be taken. Make several
    zips of it.
ZIP-SPECIAL-FILE refused
    This is {what} and not a file. Put the file itself into the zip.
ZIP-UNSAFE-PATH refused
    This name leads out of the folder into which the zip is unpacked. @again
ZIP-NAME-ENCODING refused
    This name is not in the encoding that the zip says (UTF-8). @again
ZIP-NAME-NUL refused
    This name is cut off by a NUL character. Rename the file.
ZIP-NAME-CONTROL refused
    This name holds characters that can't be seen. Rename the file.
ZIP-NAME-DIRECTION refused
    This name holds characters that turn the reading direction and so hide what it is. Rename
    the file.
ZIP-PATH-TOO-LONG refused
    This name is {what}; at most {limit} can be taken. Shorten it.
ZIP-ENTRY-MISSING error
    There is no such file in the zip.
ZIP-NAME-RESERVED error
    Windows keeps the name “{name}” for itself and can't unpack the file. Rename it.
ZIP-NAME-SPACE error
    This name begins or ends with a space or ends with a dot, which many systems cut off.
    Rename the file.
ZIP-NAME-COLON error
    This name holds a colon, which Windows takes for something else. Rename the file.
ZIP-NAME-DOT error
    This name says no more than “this folder”. Take the entry out.
ZIP-NAME-COLLISION error
    On many systems this is the same name as “{other}”: one file would overwrite the other.
    Rename one.
ZIP-NAME-GUESSED warning
    The zip doesn't say how this name is written. We took it for {encoding}; look whether it
    is right.
ZIP-NAME-TIDIED warning
    This name was written as “{raw}”. We read it as a path with “/”.
ZIP-NAME-WINDOWS warning
    This name holds a character that Windows doesn't allow (one of < > " | ? *).
ZIP-JUNK warning
    The zip holds {count} that the operating system left there, such as “{name}”. They are
    ignored.
# XML, JSON and plain text
XML-EMPTY error
    This file is empty.
XML-NOT-XML error
    This file can't be read as XML: {reason}.
XML-ENCODING error
    This file is not in the encoding that it states ({encoding}). Save it as UTF-8.
XML-DOCTYPE refused
    This file begins with a document type declaration (<!DOCTYPE …>), which is not taken
    because it can be misused. Delete that line, or export without it.
XML-ENTITY refused
    This file declares entities of its own (<!ENTITY …>), which is not taken because they can
    be misused. Export it without them.
XML-XINCLUDE refused
    This file pulls in other files (XInclude), which is not taken.
XML-TOO-LARGE refused
    This file has {size}; at most {limit} of XML are read.
XML-TOO-DEEP refused
    This file is nested more than {limit} levels deep.
XML-TOO-MANY-ELEMENTS refused
    This file has more than {limit} elements.
XML-TOO-MANY-ATTRIBUTES refused
    An element in this file has more than {limit} attributes.
JSON-INVALID error
    This file can't be read as JSON: {reason}.
JSON-NOT-AN-OBJECT error
    This file should be a JSON object, {{…}}, and isn't.
JSON-TOO-LARGE refused
    This file has {size}; at most {limit} of JSON are read.
TEXT-ENCODING warning
    This text is not in UTF-8, so that accented letters may show wrongly. Save it as UTF-8.
# Packages of any kind
MANIFEST-MISSING error
    There is no {manifest} in this zip{hint}. Export it again as SCORM or another course
    format; upload single documents without zipping them.
MANIFEST-IN-FOLDER error
    The manifest is in the folder “{folder}”; it must be at the top of the zip. Zip what is in
    the folder, not the folder.
MANIFEST-NAME-CASE error
    The manifest is called “{found}”; most learning systems find it only as “{expected}”.
    Rename it.
MANIFEST-ROOT error
    This is not the manifest of a course: it begins with <{found}>.
MANIFEST-NAMESPACE error
    This manifest is in a vocabulary that we don't know ({namespace}). Export the course
    again.
MANIFEST-NO-NAMESPACE warning
    The manifest doesn't state its vocabulary (xmlns).
MANIFEST-DUPLICATE-ID warning
    The manifest uses the identifier “{identifier}” more than once; learning systems take one
    of them.
MANIFEST-SUB-MANIFEST warning
    The manifest holds other manifests, which many systems ignore.
HREF-UNSAFE refused
    The address “{href}” leads {where}. Addresses in a package must name files in it.
HREF-ABSOLUTE error
    The address “{href}” begins with “/”. It must be relative to the package.
HREF-BACKSLASH warning
    The address “{href}” is written with “\\”. We read it with “/”.
OUTSIDE-ONLY warning
    We recognise this as {what} and checked that the file is whole and safe, but not what is
    in it.
# SCORM and other courses
SCORM-VERSION-UNKNOWN error
    The manifest says that this is SCORM “{version}”, which doesn't exist. Export it as 1.2 or
    2004.
SCORM-VERSION-MISSING warning
    The manifest doesn't say which SCORM this is. We take it for SCORM {version}.
SCORM-NOTHING-TO-LAUNCH error
    Nothing in this package can be started: {reason}.
SCORM-LAUNCH-MISSING error
    “{title}” starts “{path}”, which is not in the package.
SCORM-LAUNCH-CASE error
    “{title}” starts “{path}”, but the file is called “{found}”. That works on some systems
    only: give both the same letters.
SCORM-LAUNCH-FOLDER error
    “{title}” starts “{path}”, which is a folder and not a file.
SCORM-LAUNCH-EXTERNAL warning
    “{title}” starts at “{href}”, outside the package. It can change or vanish, and isn't
    archived here.
SCORM-ITEM-DANGLING error
    “{title}” points at the resource “{identifier}”, which doesn't exist.
SCORM-ITEM-UNTITLED warning
    The item “{identifier}” has no title.
SCORM-UNTITLED warning
    The course has no title.
SCORM-DEFAULT-DANGLING warning
    The default organization “{identifier}” doesn't exist. Learning systems take the first
    one.
SCORM-FILE-MISSING warning
    The manifest lists “{path}”, which is not in the package.
SCORM-NO-SCO warning
    No part of this package reports to the learning system (no SCO): no progress and no score.
SCORM-METADATA warning
    The metadata of the package can't be read: {reason}.
# Documents, pictures, recordings
IMAGE-TOO-LARGE error
    The picture has {width} × {height} pixels; at most {limit} can be shown. Make it smaller.
IMAGE-DAMAGED error
    The picture can't be read: {reason}.
SVG-DOCTYPE warning
    The drawing begins with a document type declaration, which is not read. Save it as plain SVG.
SVG-SCRIPT warning
    The drawing holds scripts or links to other places. It is only shown where they can do
    nothing.
HTML-SCRIPT warning
    The page holds scripts. It is only shown where they can do nothing.
PDF-TRUNCATED error
    The end of the PDF is missing. The copy or download broke off: get it again.
PDF-PROTECTED warning
    The PDF is protected. Some people may be unable to open, print or copy it.
PDF-SCRIPT warning
    The PDF holds scripts, which many programs don't run.
PDF-LAUNCH warning
    The PDF tries to start other programs or to send data. Save it without that.
PDF-ATTACHMENT warning
    The PDF has other files attached to it, which were not checked.
OFFICE-DAMAGED error
    This is not a whole {what} document: “{part}” is missing in it.
OFFICE-PROTECTED error
    The document is protected with a password. Save it without one.
OFFICE-OLD warning
    This is an Office format from before 2007. Save it as {instead}, so that everybody can
    read it.
OFFICE-EXTERNAL warning
    The document loads “{target}” from elsewhere when it is opened.
VIDEO-DAMAGED error
    The recording can't be read: {reason}.
AUDIO-DAMAGED error
    The recording can't be read: {reason}.
CAPTIONS-DAMAGED error
    The captions can't be read: {reason}.
H5P-INCOMPLETE error
    The H5P package states no {what}.
H5P-LIBRARY-MISSING warning
    The H5P package doesn't carry its library “{library}”: it can't be shown here.
"""


def _read(table: str) -> Iterator[Code]:
    head, sentence = "", ""
    for line in [*table.splitlines(), "#"]:
        if line.startswith(" "):
            sentence = f"{sentence} {line.strip()}"
            continue
        if head:
            code, severity = head.split()
            yield Code(code, Severity(severity), sentence.strip().replace("@again", _AGAIN))
        head, sentence = ("" if line.startswith("#") else line), ""


TABLE: tuple[Code, ...] = tuple(_read(_TABLE))
CODES: Mapping[str, Code] = {entry.code: entry for entry in TABLE}
