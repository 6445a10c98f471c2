"""Whatever bytes stand in a file, they are read, or problems say where they cannot be and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.mutations import fuzzed, json_bytes, mutated, torn
from support.templates import MEDIA

from syncer.config import Account, Config, load_config
from syncer.desired import read_sources, render
from syncer.errors import InvalidFilesError
from syncer.render.github import annotation
from syncer.template_document import to_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncer.desired import Rendered
    from syncer.errors import Problem

EXAMPLE = Path(__file__).parents[2] / "templates.example"
EXAMPLES = [path.read_bytes() for path in sorted((EXAMPLE / "templates").rglob("*.yaml"))]

EVENTS: list[Any] = [
    {"tag": "vip"},
    {"text": "We will keep you posted."},
    {"template": {"name": "shop", "language": "en"}},
    {"template": "shop"},
]
TEMPLATE: dict[str, Any] = {
    "name": "shop",
    "category": "UTILITY",
    "tag": "orders",
    "footer": "Reply STOP",
    "header": {"text": "Hello"},
    "close_unassigned": False,
    "translations": {
        "en": {
            "body": "Hi {{First Name}}, see ${url}",
            "header": {"image": "media/parcel.png"},
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Track", "events": EVENTS},
                {"type": "URL", "text": "See", "url": "${url}/{{1}}"},
            ],
            "examples": {"First Name": "Ana"},
            "sync_meta": "auto",
            "protect": True,
            "ignore": {"quick-reply-beside-others": "all have phones"},
        },
        "es": {
            "body": "Hola",
            "footer": None,
            "buttons": [
                {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+8613128000000"},
                {"type": "FLOW", "text": "Book", "flow": "booking"},
            ],
        },
    },
}
CONFIG: dict[str, Any] = {
    "version": 1,
    "templates": "templates",
    "accounts": {
        "one": {
            "phone": "8615800001111",
            "tenant_id": 1,
            "base_url": "https://api.nxcloud.com",
            "access_key": "${env:KEY}",
            "access_secret": "${env:SECRET}",
            "vars": {"url": "https://${env:HOST}"},
            "tags": {"orders": 33992},
        },
        "two": None,
    },
    "scope": {"include": ["shop_*"], "protect": ["shop_terms_*"]},
    "prune": False,
    "limits": {"max_delete_percent": 30, "max_update_percent": 30},
    "ignore": {"same-text": "two campaigns share it"},
    "concurrency": 8,
}
ENVIRONMENT = {"KEY": "k", "SECRET": "s", "HOST": "shop.example", "NXCLOUD_PHONE": "12345"}
ACCOUNT = Account("one", None, None, "", None, None, vars={"url": "https://shop.example"})


def yaml_bytes(value: Any) -> bytes:
    """As people write it; what YAML cannot hold becomes JSON, which is YAML as well."""
    try:
        return yaml.safe_dump(value, allow_unicode=True).encode()
    except UnicodeEncodeError:
        return json_bytes(value)


TEMPLATES = mutated(st.just(TEMPLATE))
CONFIGS = mutated(st.just(CONFIG))
YAMLS = TEMPLATES.map(yaml_bytes) | TEMPLATES.map(json_bytes)
CONFIG_YAMLS = CONFIGS.map(yaml_bytes) | CONFIGS.map(json_bytes)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A project with a folder for templates, and one picture."""
    root = tmp_path_factory.mktemp("project")
    (root / "templates" / "media").mkdir(parents=True)
    (root / "templates" / "media" / "parcel.png").write_bytes(MEDIA[0].content)
    (root / "syncer.yaml").write_text("version: 1\n")
    return load_config(root / "syncer.yaml", {})


def rendered(config: Config, data: bytes) -> Rendered:
    (config.root / "templates" / "a.yaml").write_bytes(data)
    return render(read_sources(config), ACCOUNT)


def loaded(folder: Path, data: bytes) -> Config | None:
    path = folder / "any.yaml"
    path.write_bytes(data)
    try:
        return load_config(path, ENVIRONMENT)
    except InvalidFilesError as error:
        assert_readable(error.problems)
        return None


def assert_readable(problems: Iterable[Problem]) -> None:
    """Each problem is one line with a place that is in the file or begins it, and JSON."""
    for problem in problems:
        assert str(problem).isprintable()
        assert len(str(problem)) < 2_000
        assert min(problem.location.line, problem.location.column) >= 1
        assert "\n" not in annotation(problem)


def assert_read_or_told(config: Config, data: bytes) -> None:
    read = rendered(config, data)
    assert_readable(read.problems)
    for desired in read.templates:
        json.dumps(to_document(desired.template), allow_nan=False)


def test_the_undamaged_files_have_no_problems(config: Config) -> None:
    read = rendered(config, yaml_bytes(TEMPLATE))
    assert not read.problems
    assert len(read.templates) == 2
    assert loaded(config.root, yaml_bytes(CONFIG))
    assert len(EXAMPLES) > 2


@fuzzed
@given(data=st.binary() | st.text().map(lambda text: text.encode(errors="replace")))
def test_any_bytes_are_templates_or_problems(config: Config, data: bytes) -> None:
    assert_read_or_told(config, data)


@fuzzed
@given(data=YAMLS)
def test_templates_with_anything_anywhere_are_read_or_told(config: Config, data: bytes) -> None:
    assert_read_or_told(config, data)


@fuzzed
@given(data=torn(st.sampled_from(EXAMPLES)) | torn(YAMLS))
def test_torn_template_files_are_read_or_told(config: Config, data: bytes) -> None:
    assert_read_or_told(config, data)


@fuzzed
@given(data=st.binary())
def test_any_bytes_are_a_project_or_problems(config: Config, data: bytes) -> None:
    loaded(config.root, data)


@fuzzed
@given(data=CONFIG_YAMLS | torn(CONFIG_YAMLS))
def test_a_project_with_anything_anywhere_is_read_or_told(config: Config, data: bytes) -> None:
    project = loaded(config.root, data)
    for account in project.accounts if project else ():
        assert account.name.isprintable()
        assert account.base_url.startswith(("https://", "http://"))
        assert str(account.tenant_id)
