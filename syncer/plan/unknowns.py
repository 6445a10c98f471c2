"""What cannot be read back compares equal, with a warning that says so: no guess, no endless diff.

Three things can be unknown on the live side: what a short link stands for, what a tag id is called,
and the bytes of a header's media.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from syncer.model import DesiredTemplate, LiveTemplate, MediaHeader, Template, UnnamedTags
from syncer.short_links import originals, short_links


@dataclass(frozen=True, slots=True)
class Comparable:
    """The live template with every unknown that could equal the desired value taken as equal.

    The warnings do not name the template: many templates may have the same one.
    """

    template: Template
    warnings: tuple[str, ...] = ()


def comparable(account: str, desired: DesiredTemplate, live: LiveTemplate) -> Comparable:
    """The live template as far as it can be told from the desired one."""
    template, body_warning = _body(desired.template, live.template, account)
    template, tag_warning = _tag(desired.template, template, account)
    template, media_warning = _media(desired.template, template)
    warnings = (body_warning, tag_warning, media_warning)
    return Comparable(template, tuple(text for text in warnings if text))


def _body(desired: Template, live: Template, account: str) -> tuple[Template, str]:
    if live.body == desired.body or not short_links(live.body):
        return live, ""
    if originals(live.body, desired.body) is None:
        return live, ""
    return replace(live, body=desired.body), _body_warning(short_links(live.body), account)


def _body_warning(links: tuple[str, ...], account: str) -> str:
    count = "a short link" if len(links) == 1 else f"{len(links)} short links"
    return (
        f"the body holds {count} of NxCloud, and nothing tells where it leads, so the URL is taken"
        f" as unchanged ({', '.join(links)}); `accounts.{account}.resolve_short_links: true` looks"
        " it up"
    )


def _tag(desired: Template, live: Template, account: str) -> tuple[Template, str]:
    tags = live.tag
    if not isinstance(tags, UnnamedTags) or tags == desired.tag or _tells_apart(desired.tag, tags):
        return live, ""
    return replace(live, tag=desired.tag), _tag_warning(tags, account)


def _tells_apart(desired: object, tags: UnnamedTags) -> bool:
    """Whether the tags are certainly not the desired one: all have names, and none is it."""
    return desired is not None and None not in tags.names and desired not in tags.names


def _tag_warning(tags: UnnamedTags, account: str) -> str:
    ids = ", ".join(str(id_) for id_ in tags.ids)
    if len(tags.ids) > 1:
        return f"it has several tags ({ids}), which a file cannot say; they are taken as unchanged"
    return (
        f"tag {ids} has no known name here, so it is taken as unchanged; name it under"
        f" `accounts.{account}.tags` in syncer.yaml"
    )


def _media(desired: Template, live: Template) -> tuple[Template, str]:
    ours, theirs = desired.header, live.header
    if not (isinstance(ours, MediaHeader) and isinstance(theirs, MediaHeader)):
        return live, ""
    if theirs.digest is not None or ours.format != theirs.format:
        return live, ""
    return replace(live, header=ours), (
        f"the live {theirs.format.lower()} could not be read, so it is taken as unchanged"
    )
