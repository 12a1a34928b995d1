"""How much an upload may be. Every limit is here, so that a site can set its own."""

from __future__ import annotations

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one inspection. Sizes in bytes.

    The defaults were chosen with real course packages in view: the largest hold a few thousand
    files and some hundred megabytes of video.
    """

    max_file_bytes: int = 4 * GIB  # the upload as it came in
    max_name_bytes: int = 255  # of the upload's own name, UTF-8: what file systems can hold

    # Archives
    max_entries: int = 20_000
    max_directory_bytes: int = 32 * MIB  # the table of contents, which is held in memory
    max_total_bytes: int = 4 * GIB  # uncompressed, all members together
    max_entry_bytes: int = 4 * GIB  # uncompressed, one member
    max_ratio: int = 200  # uncompressed to compressed, above `ratio_from_bytes`
    ratio_from_bytes: int = 64 * MIB
    max_path_bytes: int = 1024  # UTF-8
    max_component_bytes: int = 255  # one name between two slashes, UTF-8
    max_path_depth: int = 64

    # Structured text
    max_xml_bytes: int = 10 * MIB
    max_xml_depth: int = 256
    max_xml_elements: int = 100_000
    max_xml_attributes: int = 256  # of one element
    max_package_text: int = 16 * MIB  # XML or JSON that is read of one package beside its manifest
    max_package_elements: int = 200_000  # of that XML
    max_package_paths: int = 20_000  # addresses in that JSON
    max_json_bytes: int = 10 * MIB

    # Pictures and documents
    max_image_pixels: int = 64_000_000
    max_image_side: int = 32_767
    max_scan_bytes: int = 256 * MIB  # of a PDF that is searched for scripts and pages
    max_boxes: int = 20_000  # of a video's structure


DEFAULT = Limits()
