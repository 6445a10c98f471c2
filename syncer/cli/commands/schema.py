"""`syncer schema`: a JSON Schema, for editors and for other tools."""

from __future__ import annotations

import click

from syncer.cli import completing
from syncer.cli.options import examples
from syncer.cli.output import say
from syncer.errors import EXIT_DONE
from syncer.schema_files import schema_names, schema_text


@click.command(
    name="schema",
    epilog=f"The schemas are {', '.join(schema_names())}.\n\n"
    + examples(
        "syncer schema template > template.schema.json",
        "syncer schema config > config.schema.json",
    ),
)
@click.argument("name", shell_complete=completing.schemas)
def command(*, name: str) -> int:
    """Print the schema NAME, such as `template` for editors, or `nxcloud`, the API as OpenAPI."""
    say(schema_text(name).removesuffix("\n"))
    return EXIT_DONE
