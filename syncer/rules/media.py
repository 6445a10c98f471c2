"""The media file of a header, known by its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from syncer.model import MediaHeader
from syncer.rules import sources
from syncer.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from syncer.model import DesiredTemplate, MediaFile, MediaFormat

_MEGABYTE = 1024 * 1024
"""Meta does not say whether its MB are 1,000,000 bytes or 1,048,576: here they are the larger."""


class _Limits(NamedTuple):
    kinds: tuple[str, ...]
    megabytes: int


_LIMITS: Mapping[MediaFormat, _Limits] = {
    "IMAGE": _Limits(("jpeg", "png"), 5),
    "VIDEO": _Limits(("mp4",), 16),
    "DOCUMENT": _Limits(("pdf",), 100),
}


def _known(desired: DesiredTemplate) -> Iterator[tuple[str, MediaFile, _Limits]]:
    """The media file with its path and what Meta takes for the header's format."""
    header, file = desired.template.header, desired.media
    if isinstance(header, MediaHeader) and file:
        yield f"header.{header.format.lower()}", file, _LIMITS[header.format]


def _type(desired: DesiredTemplate) -> Iterator[Finding]:
    for path, file, limits in _known(desired):
        if file.kind is not None and file.kind not in limits.kinds:
            wanted = " or ".join(limits.kinds)
            found = f"a {file.kind} file" if file.kind else "something else"
            yield Finding(path, {"found": found, "wanted": wanted})


def _size(desired: DesiredTemplate) -> Iterator[Finding]:
    for path, file, limits in _known(desired):
        if file.size is not None and file.size > limits.megabytes * _MEGABYTE:
            yield Finding(path, {"size": f"{file.size:,}", "most": limits.megabytes})


RULES = (
    Rule(
        "media",
        "error",
        "doc",
        "the media file is missing, empty, unreadable, or outside the project",
        "put the file below the folder of syncer.yaml; its path is relative to the template file",
        sources.OURS,
        found_by="media",
        ignorable=False,
    ),
    Rule(
        "media-type",
        "error",
        "doc",
        "the file is {found} by its bytes, where Meta takes {wanted}",
        "use jpeg or png for an image, mp4 for a video, pdf for a document",
        sources.MEDIA,
        _type,
    ),
    Rule(
        "media-size",
        "error",
        "doc",
        "the file has {size} bytes, where Meta takes {most} MB (of 1,048,576 bytes)",
        "make it smaller: an image takes 5 MB, a video 16, a document 100",
        sources.MEDIA,
        _size,
    ),
)
