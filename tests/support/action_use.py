"""One use of the action after its command has been run, for the words that come then."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from syncer.github.folder import Ran, Reviewed
from syncer.github.inputs import Inputs
from syncer.github.words import main

if TYPE_CHECKING:
    from syncer.github.folder import Folder

SHA = "b" * 40


@dataclass(slots=True)
class Use:
    """One use of the action whose command has been run, as the words after that find it."""

    folder: Folder
    environment: dict[str, str]

    def inputs(self, command: str, **inputs: Any) -> None:
        """What the workflow asks for."""
        self.folder.write(Inputs(command, **inputs))

    def ran(self, exit_code: int, command: str | None = None, *told: str) -> None:
        """How the command ended."""
        self.folder.write(Ran(command or self.folder.inputs.command, exit_code, told))

    def printed(self, document: object) -> None:
        """What it printed."""
        self.folder.result.write_text(json.dumps(document))

    def reviewed(self, **fields: str) -> None:
        """The plan that was looked for."""
        self.folder.write(Reviewed(**fields))

    def event(self, name: str, payload: object) -> None:
        """What set the workflow off."""
        path = self.folder.path / "event.json"
        path.write_text(json.dumps(payload))
        self.environment |= {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path)}

    def word(self, word: str) -> int:
        """Call a word."""
        return main(word, self.environment)

    def outputs(self) -> dict[str, str]:
        """The outputs of the steps so far."""
        path = self.folder.path / "output"
        lines = path.read_text().splitlines() if path.exists() else []
        return dict(line.split("=", 1) for line in lines)

    def summary(self) -> str:
        """The job summary so far."""
        return (self.folder.path / "job-summary").read_text()
