"""An emulator in a process of its own, with the workload live."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from benchmarks.live import ids_of, image_holders, records
from benchmarks.measuring import syncer
from benchmarks.workload import IMAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.workload import Message

_EXPORTS = 5
_PATIENCE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Emulator:
    """A running emulator: the environment that leads to it, and its console."""

    environment: Mapping[str, str]
    http: httpx.Client

    def fill(self, messages: Sequence[Message]) -> None:
        """Makes the messages live, and nothing else."""
        holders = self._ask("POST", "templates", image_holders())
        images = {name: one["header"] for name, one in zip(IMAGES, holders, strict=True)}
        self._ask("POST", "templates", records(messages, images))
        for holder in holders:
            self._ask("DELETE", f"templates/{holder['id']}")

    def spoil(self, messages: Sequence[Message]) -> None:
        """Changes the first message by hand."""
        template_id = ids_of(messages)[messages[0].name, messages[0].language]
        change = {"body": "Somebody changed this by hand.", "edited_at": []}
        self._ask("PATCH", f"templates/{template_id}", change)

    def forget_requests(self) -> None:
        """Counts from nothing again."""
        self._ask("DELETE", "requests")

    def requests(self) -> dict[str, int]:
        """How many requests each endpoint had since they were forgotten."""
        counts: dict[str, int] = self._ask("GET", "requests")["counts"]
        return counts

    def _ask(self, method: str, path: str, sent: object = None) -> Any:  # noqa: ANN401 - JSON
        return self.http.request(method, f"/console/{path}", json=sent).raise_for_status().json()


@contextmanager
def running_emulator(latency_seconds: float) -> Iterator[Emulator]:
    """An empty emulator, until the block ends."""
    line = syncer(
        "emulator", "--port=0", "--no-edit-limits", f"--latency-seconds={latency_seconds}"
    )
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
        try:
            environment = dict(_exported(process) for _ in range(_EXPORTS))
            url = environment["NXCLOUD_BASE_URL"]
            with httpx.Client(base_url=url, timeout=_PATIENCE_SECONDS) as http:
                yield Emulator(environment, http)
        finally:
            process.terminate()


def _exported(process: subprocess.Popen[str]) -> tuple[str, str]:
    """A variable of the environment that the emulator prints for a shell to take."""
    line = process.stdout.readline() if process.stdout else ""
    name, _, value = line.strip().removeprefix("export ").partition("=")
    return name, value
