"""`syncer emulator`: a local NxCloud template API to try things on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import click

from syncer.cli.options import examples, grouped, with_options

CHOICES = {
    "create_answer": (("id", "nothing", "meta_id"), "What a create answers."),
    "short_links": (
        ("off", "detail", "detail_and_list"),
        "Where URLs in a body come back as short links.",
    ),
    "media_names": (("kept", "replaced"), "What becomes of an uploaded file's name."),
    "put_missing_fields": (("kept", "cleared"), "What becomes of fields that a PUT leaves out."),
    "name_search": (("substring", "exact"), "How the list matches `name`."),
    "unknown_tag": (("refused", "ignored"), "What becomes of a tag that does not exist."),
    "tag_ids_read": (("kept", "empty"), "Whether the detail tells a template's tags."),
    "duplicates": (
        ("refused", "accepted"),
        "What becomes of a create with a name and language that exist.",
    ),
    "content_rules": (("lengths", "all"), "What of a text and its buttons Meta looks at."),
    "date_header": (("kept", "missing"), "Whether answers tell the platform's time."),
    "updated_at": (("contents", "all"), "Whether `updated_at` tells of what Meta changes, too."),
    "code_type": (("integer", "string"), "How an answer writes its code."),
}


SECONDS = {
    "review_seconds": "How long a review takes.",
    "delete_seconds": "How long a deleted template stays in PENDING_DELETION.",
    "list_lag_seconds": "How long a new template is missing in the list.",
    "latency_seconds": "Added to each answer.",
}


FAULTS = (
    "Spoil answers, as in create=500.after*1 (repeatable). ENDPOINT: list, details, forms, upload,"
    " create, update, delete, or any for one of these; media, short_link. KIND: 500, 502, 503, 504,"
    " 429, 429_retry_after, html, empty, truncated, wrong_code, wrong_types, escapes, redirect,"
    " bomb, huge, drip, drip_headers, timeout, reset, refused, late. With .after the work is done"
    " first. TIMES is how many requests it hits, FIRST from which one on."
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the emulator listens, and where it keeps what it is told."""

    host: str
    port: int
    database: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """The one customer whose calls the emulator takes."""

    access_key: str
    access_secret: str
    phones: tuple[str, ...]
    tenant_id: int


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _decisions(
    context: click.Context, parameter: click.Parameter, pairs: tuple[str, ...]
) -> dict[str, str]:
    """`TEXT=DECISION` pairs as a mapping."""
    found = {}
    for pair in pairs:
        text, _, decision = pair.partition("=")
        if not (text and decision):
            raise click.BadParameter(f"{pair!r} is not {parameter.metavar}", context, parameter)
        found[text] = decision
    return found


_address_options = grouped(
    "address",
    Address,
    click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen."),
    click.option(
        "--port",
        default=8321,
        show_default=True,
        type=click.IntRange(0, 65535),
        help="The port; 0 takes a free one.",
    ),
    click.option("--database", default=":memory:", show_default=True, help="A SQLite file."),
)


_credentials_options = grouped(
    "credentials",
    Credentials,
    click.option(
        "--access-key", default="demo-access-key", show_default=True, help="Who may call."
    ),
    click.option(
        "--access-secret", default="demo-access-secret", show_default=True, help="What signs."
    ),
    click.option(
        "--phone",
        "phones",
        multiple=True,
        default=("8615800001795",),
        show_default=True,
        help="A WhatsApp number to send from (repeatable).",
    ),
    click.option("--tenant-id", default=1, show_default=True, type=int, help="The tenant."),
)


_switches = with_options(
    *(
        click.option(
            _flag(name),
            default=choices[0],
            show_default=True,
            type=click.Choice(choices),
            help=help_text,
        )
        for name, (choices, help_text) in CHOICES.items()
    ),
    *(
        click.option(
            _flag(name),
            default=0.0,
            show_default=True,
            type=click.FloatRange(min=0),
            help=help_text,
        )
        for name, help_text in SECONDS.items()
    ),
    click.option(
        "--page-size-cap", type=click.IntRange(min=1), help="The largest page of the list."
    ),
    click.option(
        "--reject",
        "rejections",
        multiple=True,
        metavar="TEXT=REASON",
        callback=_decisions,
        help="Reject what has TEXT in its name or body (repeatable).",
    ),
    click.option(
        "--recategorise",
        "recategorisations",
        multiple=True,
        metavar="TEXT=CATEGORY",
        callback=_decisions,
        help="Approve what has TEXT in its name or body in another category (repeatable).",
    ),
    click.option(
        "--creations-per-hour",
        default=100,
        show_default=True,
        type=click.IntRange(min=1),
        help="How many templates Meta takes within an hour.",
    ),
    click.option(
        "--edit-limits/--no-edit-limits",
        default=True,
        show_default=True,
        help="Meta's limits on edits of approved templates.",
    ),
    click.option(
        "--clock-offset-seconds",
        default=0.0,
        show_default=True,
        type=float,
        help="By how much the platform's clock is ahead of this machine's.",
    ),
    click.option(
        "--fault",
        "faults",
        multiple=True,
        metavar="ENDPOINT=KIND[.after][*TIMES][@FIRST]",
        help=FAULTS,
    ),
)


@click.command(
    name="emulator",
    epilog=examples(
        "syncer emulator",
        "syncer emulator --short-links detail --media-names replaced --review-seconds 5",
        "syncer emulator --fault create=reset.after*1 --fault any=429_retry_after@10",
    ),
)
@_address_options
@_credentials_options
@_switches
def command(**options: Any) -> int:
    """Run a NxCloud template API on this machine, as awkward as the real one.

    It prints the environment to point syncer at it, and runs until Ctrl-C. People's changes in the
    console are made at /console/, unsigned, so it listens on loopback only.
    """
    from syncer.cli.emulator import run

    return run(**options)
