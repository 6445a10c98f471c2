from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syncer.config import load_config
from syncer.desired import Rendered, Sources, read_sources, render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

CONFIG = (
    "version: 1\naccounts: {shop: {vars: {url: https://shop.example, mood: UTILITY, on: 'true'}}}\n"
)


@pytest.fixture
def read_files(tmp_path: Path) -> Callable[..., Sources]:
    """Write files below the project's folder and read its sources."""

    def read_files(
        files: Mapping[str, str | bytes], config: str = CONFIG, paths: Sequence[str] | None = None
    ) -> Sources:
        (tmp_path / "templates").mkdir(exist_ok=True)
        for name, content in {"syncer.yaml": config, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        chosen = None if paths is None else [tmp_path / path for path in paths]
        return read_sources(load_config(tmp_path / "syncer.yaml", {}), paths=chosen)

    return read_files


@pytest.fixture
def render_files(read_files: Callable[..., Sources]) -> Callable[..., Rendered]:
    """Write files below the project's folder and render them for its first account."""

    def render_files(files: Mapping[str, str | bytes], **options: object) -> Rendered:
        sources = read_files(files, **options)
        return render(sources, sources.config.accounts[0])

    return render_files
