"""`make demo`: the main job on templates.example, the real command against the emulator."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from syncer.emulator import Running, Settings, running

EXAMPLE = Path(__file__).parents[1] / "templates.example"
CHANGED = "shop_terms"


def main() -> None:
    """Validate, plan, apply, plan again, change one template by hand, and see the drift."""
    with tempfile.TemporaryDirectory() as home, running(Settings()) as emulator:
        environment = environment_of(emulator, Path(home))
        tell("Check the files, offline.")
        syncer(environment, 0, "validate")
        tell("What would be done? Nothing is written.")
        syncer(environment, 2, "plan", "--detailed-exitcode")
        tell("Do it.")
        syncer(environment, 0, "apply", "--auto-approve")
        tell("From now on the two sides agree.")
        syncer(environment, 0, "plan", "--detailed-exitcode")
        change_by_hand(emulator)
        tell(f"Somebody has changed {CHANGED} in the console: drift says so, with exit code 2.")
        syncer(environment, 2, "drift")
    tell("The demo is over: everything went as it should.")


def environment_of(emulator: Running, home: Path) -> dict[str, str]:
    """The environment of the commands: the emulator's address and credentials."""
    account = emulator.settings.accounts[0]
    return os.environ | {
        "NXCLOUD_BASE_URL": emulator.base_url,
        "NXCLOUD_ACCESS_KEY": account.access_key,
        "NXCLOUD_ACCESS_SECRET": account.access_secret,
        "SYNCER_CACHE_DIR": str(home / "cache"),
        "SYNCER_STATE_DIR": str(home / "state"),
    }


def tell(text: str) -> None:
    """Say what comes next."""
    print(f"\n# {text}", flush=True)  # noqa: T201 -- a demo talks


def syncer(environment: dict[str, str], expected: int, *arguments: str) -> None:
    """Run the command as a person would, and stop the demo if it ends in another way."""
    print(f"$ syncer {' '.join(arguments)}", flush=True)  # noqa: T201 -- a demo talks
    command = [sys.executable, "-m", "syncer", *arguments]
    code = subprocess.run(command, cwd=EXAMPLE, env=environment, check=False).returncode
    if code != expected:
        sys.exit(f"exit code {code}, not {expected}: this is a fault of syncer")


def change_by_hand(emulator: Running) -> None:
    """What a person does in the console."""
    (template,) = [one for one in emulator.console.templates() if one["name"] == CHANGED]
    text = template["body"].replace("have changed", "changed a little")
    emulator.console.change_template(template["id"], {"body": text})


if __name__ == "__main__":
    main()
