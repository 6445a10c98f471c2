from __future__ import annotations

from dataclasses import asdict, astuple
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncer.config import (
    Account,
    Config,
    Limits,
    Network,
    Scope,
    Secret,
    find_config,
    load_config,
)
from syncer.errors import InvalidFilesError, Location

if TYPE_CHECKING:
    from collections.abc import Mapping

FULL = """\
version: 1
templates: [shop, "more/**/*.yaml"]
accounts:
  staging:
    phone: 8615800001111
    tenant_id: 1
    vars: {shop: https://staging.shop.example, on: yes, "n": 007}
  production:
    phone: "+8615800001795"
    tenant_id: ${env:TENANT}
    base_url: https://api.example.com/
    access_key: ${env:PROD_ACCESS_KEY}
    access_secret: ${env:PROD_ACCESS_SECRET}
    sign_algorithm: sha256
    vars: {shop: "${env:SHOP}/$${x}"}
    tags: {orders: 33992}
    resolve_short_links: true
scope:
  include: ["shop_*"]
  protect: ["shop_terms_*"]
prune: true
limits: {max_delete_percent: 10, max_update_percent: 100, creations_per_hour: 90}
ignore: {same-text: two campaigns share it}
concurrency: 4
network: {timeout_seconds: 5, retry_seconds: 60, requests_per_second: 20, writes_per_second: 0.5}
"""
ENVIRONMENT = {
    "TENANT": "17",
    "SHOP": "https://shop.example",
    "PROD_ACCESS_KEY": "the-key",
    "PROD_ACCESS_SECRET": "the-secret",
}


def load(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> Config:
    path = folder / "syncer.yaml"
    path.write_text(text, encoding="utf-8")
    return load_config(path, environ or {})


def problems_of(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(InvalidFilesError) as caught:
        load(folder, text, environ)
    return [str(problem).removeprefix("syncer.yaml:") for problem in caught.value.problems]


def account_of(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> Account:
    (account,) = load(folder, text, environ).accounts
    return account


def test_everything_can_be_said(tmp_path: Path) -> None:
    config = load(tmp_path, FULL, ENVIRONMENT)
    staging, production = config.accounts
    assert config == Config(
        path=tmp_path / "syncer.yaml",
        root=tmp_path,
        templates=("shop", "more/**/*.yaml"),
        accounts=config.accounts,
        scope=Scope(("shop_*",), ("shop_terms_*",)),
        prune=True,
        limits=Limits(10, 100, 90),
        ignore={"same-text": "two campaigns share it"},
        concurrency=4,
        network=Network(5, 60, 20, 0.5),
    )
    assert staging == Account(
        name="staging",
        phone="8615800001111",
        tenant_id=1,
        base_url="https://api.nxcloud.com",
        access_key=None,
        access_secret=None,
        vars={"shop": "https://staging.shop.example", "on": "yes", "n": "007"},
    )
    assert production == Account(
        name="production",
        phone="8615800001795",
        tenant_id=17,
        base_url="https://api.example.com",
        access_key=Secret("the-key"),
        credential_variables=("PROD_ACCESS_KEY", "PROD_ACCESS_SECRET"),
        access_secret=Secret("the-secret"),
        sign_algorithm="sha256",
        vars={"shop": "https://shop.example/${x}"},
        tags={"orders": 33992},
        resolve_short_links=True,
    )


def test_the_least_is_a_version(tmp_path: Path) -> None:
    config = load(tmp_path, "version: 1\n")
    assert config == Config(
        path=tmp_path / "syncer.yaml",
        root=tmp_path,
        templates=("templates",),
        accounts=(Account("default", None, None, "https://api.nxcloud.com", None, None),),
    )


def test_without_accounts_the_environment_is_the_account_default(tmp_path: Path) -> None:
    environ = {
        "NXCLOUD_PHONE": "+8615800001795",
        "NXCLOUD_TENANT_ID": "3",
        "NXCLOUD_ACCESS_KEY": "k",
        "NXCLOUD_ACCESS_SECRET": "s",
        "NXCLOUD_BASE_URL": "http://127.0.0.1:8080/",
    }
    expected = Account(
        "default", "8615800001795", 3, "http://127.0.0.1:8080", Secret("k"), Secret("s")
    )
    assert account_of(tmp_path, "version: 1\n", environ) == expected
    assert account_of(tmp_path, "version: 1\naccounts:\n", environ) == expected


ONE = """\
version: 1
accounts:
  one:
    phone: "8615800001111"
    tenant_id: 1
    base_url: https://one.example
    access_key: ${env:ONE_KEY}
"""


def test_the_environment_fills_in_what_an_account_leaves_out(tmp_path: Path) -> None:
    account = account_of(tmp_path, "version: 1\naccounts: {one: }\n", {"NXCLOUD_PHONE": "12345"})
    assert (account.name, account.phone, account.tenant_id) == ("one", "12345", None)


def test_an_accounts_own_values_come_before_the_environments(tmp_path: Path) -> None:
    environ = {"NXCLOUD_PHONE": "99999", "NXCLOUD_TENANT_ID": "9", "NXCLOUD_ACCESS_KEY": "theirs"}
    account = account_of(tmp_path, ONE, environ)
    assert (account.phone, account.tenant_id, account.access_key) == ("8615800001111", 1, None)


def test_the_base_url_of_the_environment_always_wins(tmp_path: Path) -> None:
    assert account_of(tmp_path, ONE).base_url == "https://one.example"
    environ = {"NXCLOUD_BASE_URL": "http://localhost:1"}
    assert account_of(tmp_path, ONE, environ).base_url == "http://localhost:1"


def test_an_unset_credential_is_no_error(tmp_path: Path) -> None:
    assert account_of(tmp_path, ONE).access_key is None
    assert account_of(tmp_path, ONE, {"ONE_KEY": ""}).access_key is None
    assert account_of(tmp_path, ONE, {"ONE_KEY": "k"}).access_key == Secret("k")


def test_an_empty_scope_owns_nothing_and_one_left_out_owns_what_is_declared(tmp_path: Path) -> None:
    assert load(tmp_path, "version: 1\nscope: {include: []}\n").scope == Scope(())
    assert load(tmp_path, "version: 1\nscope: {include: , protect: }\n").scope == Scope(None)
    assert load(tmp_path, "version: 1\nscope:\nlimits:\n").scope == Scope(None)


def test_a_variable_may_have_the_name_of_a_credential(tmp_path: Path) -> None:
    text = "version: 1\naccounts: {one: {vars: {access_key: '${env:X}'}}}\n"
    assert account_of(tmp_path, text, {"X": "x"}).vars == {"access_key": "x"}


def test_values_know_where_they_stand(tmp_path: Path) -> None:
    places = load(tmp_path, FULL, ENVIRONMENT).locations
    assert places["accounts.production.phone"] == Location("syncer.yaml", 9, 12)
    assert places["templates[1]"] == Location("syncer.yaml", 2, 19)


def test_messages_show_the_file_relative_to_a_base(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    path = tmp_path / "shop" / "syncer.yaml"
    path.write_text("version: 2\n")
    with pytest.raises(InvalidFilesError) as caught:
        load_config(path, {}, base=tmp_path)
    assert str(caught.value.location) == "shop/syncer.yaml:1:10"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1: the file is empty (it begins with `version: 1`)"]),
        ("# nothing\n---\n", ["1:1: the file is empty (it begins with `version: 1`)"]),
        (
            "version: 1\n---\nversion: 1\n",
            ["3:1: a second document (this file takes one: remove the `---`)"],
        ),
        ("- version\n", ["1:1: a list where a map belongs (write a map here)"]),
        ("version: 1\n\tprune: true", ["2:1: a tab in the indentation (indent with spaces)"]),
        (
            "version: 1\nprune: true\nprune: false\n",
            ["3:1: the key `prune` stands here and at syncer.yaml:2:1 (keep one of them)"],
        ),
        ("templates: x\n", ["1:1: `version` is missing in the project file (add it)"]),
        ("version: 2\n", ["1:10: `version`: `2` stands where `1` belongs (write `1`)"]),
        (
            "version: 1\nacounts: {}\n",
            ["2:1: unknown key `acounts` in the project file (did you mean `accounts`?)"],
        ),
        (
            "version: 1\naccounts: [one]\n",
            ["2:11: `accounts`: a list where a map belongs (write a map here)"],
        ),
        (
            "version: 1\naccounts: {a b: {}}\n",
            [
                (
                    "2:12: `a b` is not an account name (letters, digits, dots, hyphens and"
                    " underscores, beginning with a letter or a digit)"
                )
            ],
        ),
        (
            "version: 1\naccounts: {one: {phon: 1, tenant_id: x, resolve_short_links: yes}}\n",
            [
                "2:18: unknown key `phon` in an account (did you mean `phone`?)",
                (
                    "2:38: `accounts.one.tenant_id`: `x` where a whole number belongs"
                    " (write a whole number here)"
                ),
                (
                    "2:62: `accounts.one.resolve_short_links`: `yes` where true or false belongs"
                    " (write true or false here)"
                ),
            ],
        ),
        (
            "version: 1\naccounts: {one: {phone: 8615x, sign_algorithm: md4}}\n",
            [
                (
                    "2:25: `accounts.one.phone`: `8615x` is not a phone number"
                    " (write the country code and the digits, such as 8615800001795)"
                ),
                (
                    "2:48: `accounts.one.sign_algorithm`: `md4` is not one of the values here"
                    " (did you mean `md5`?)"
                ),
            ],
        ),
        (
            "version: 1\naccounts: {one: {base_url: api.nxcloud.com}}\n",
            [
                (
                    "2:28: `accounts.one.base_url`: `api.nxcloud.com` is not a web address"
                    " (write it with https://, such as https://api.nxcloud.com)"
                )
            ],
        ),
        (
            "version: 1\nlimits: {max_delete_percent: 101}\nconcurrency: 0\n",
            [
                (
                    "2:30: `limits.max_delete_percent`: `101` is more than 100"
                    " (write a smaller number)"
                ),
                "3:14: `concurrency`: `0` is less than 1 (write a larger number)",
            ],
        ),
        (
            "version: 1\nnetwork: {requests_per_second: 0, writes_per_second: fast}\n",
            [
                (
                    "2:32: `network.requests_per_second`: `0` is less than 0.1"
                    " (write a larger number)"
                ),
                (
                    "2:54: `network.writes_per_second`: `fast` where a number belongs"
                    " (write a number here)"
                ),
            ],
        ),
        (
            "version: 1\ntemplates: []\n",
            ["2:12: `templates`: an empty list (write something here, or remove the key)"],
        ),
        (
            "version: 1\ntemplates: ${env:FOLDER}\n",
            [
                (
                    "2:12: the environment variable `FOLDER` is not set"
                    " (set it, or write the value here)"
                )
            ],
        ),
        (
            "version: 1\ntemplates: ${shop}\n",
            [
                (
                    "2:12: `${shop}` has no value in this file"
                    " (write `${env:NAME}`, or `$${` for a literal `${`)"
                )
            ],
        ),
    ],
)
def test_problems_are_told_where_they_are_and_with_a_way_out(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert problems_of(tmp_path, text) == expected


@pytest.mark.parametrize(
    "value",
    ["hunter2", '"hunter2"', "12345678", "hunter2${env:X}", "${env:X}hunter2", "${X}", "${env:}"],
)
def test_a_literal_secret_is_refused_and_never_shown(tmp_path: Path, value: str) -> None:
    text = f"version: 1\naccounts:\n  one:\n    access_secret: {value}\n"
    problems = problems_of(tmp_path, text, {"X": "hidden"})
    assert any("4:20: `accounts.one.access_secret`: a secret" in problem for problem in problems)
    assert not any("hunter2" in problem or "12345678" in problem for problem in problems)
    assert not any("hidden" in problem for problem in problems)


@pytest.mark.parametrize("value", ["[hunter2]", "{hunter2: hunter2}"])
def test_a_secret_of_the_wrong_type_is_not_shown_either(tmp_path: Path, value: str) -> None:
    (problem,) = problems_of(tmp_path, f"version: 1\naccounts: {{one: {{access_key: {value}}}}}\n")
    assert "hunter2" not in problem


@pytest.mark.parametrize(
    ("variable", "value", "what"),
    [
        ("NXCLOUD_PHONE", "86x", "a phone number"),
        ("NXCLOUD_TENANT_ID", "one", "a whole number"),
    ],
)
def test_a_variable_of_the_wrong_form_is_told_only_where_it_is_used(
    tmp_path: Path, variable: str, value: str, what: str
) -> None:
    message = f"the environment variable {variable} is `{value}`, not {what}"
    unset = "(set it right, or unset it)"
    environ = {variable: value}
    bare = "version: 1\naccounts:\n  one: {}\n"
    assert problems_of(tmp_path, bare, environ) == [f"3:8: {message} {unset}"]
    assert problems_of(tmp_path, "version: 1\n", environ) == [f"1:1: {message} {unset}"]
    assert account_of(tmp_path, ONE, environ).name == "one"


HTTPS = "(write it with https://; http is for localhost, 127.0.0.1 and [::1] only)"


@pytest.mark.parametrize("value", ["nxcloud", "http://api.nxcloud.com", "ftp://localhost"])
def test_a_base_url_of_the_environment_that_is_not_safe_is_refused_for_every_account(
    tmp_path: Path, value: str
) -> None:
    message = f"the environment variable NXCLOUD_BASE_URL is `{value}`, not an https address"
    environ = {"NXCLOUD_BASE_URL": value}
    assert problems_of(tmp_path, ONE, environ) == [f"4:5: {message} {HTTPS}"]
    assert problems_of(tmp_path, "version: 1\n", environ) == [f"1:1: {message} {HTTPS}"]


@pytest.mark.parametrize("value", ["http://api.nxcloud.com", "http://x/$${", "${env:PLAIN}"])
def test_a_base_url_in_the_file_that_is_not_safe_is_refused_at_its_place(
    tmp_path: Path, value: str
) -> None:
    text = f"version: 1\naccounts:\n  one:\n    base_url: {value}\n"
    environ = {"PLAIN": "http://plain.example", "NXCLOUD_BASE_URL": "https://safe.example"}
    shown = value.replace("$${", "${").replace("${env:PLAIN}", environ["PLAIN"])
    assert problems_of(tmp_path, text, environ) == [
        f"4:15: `accounts.one.base_url`: `{shown}` is not an https address {HTTPS}"
    ]


def test_a_base_url_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    text = "version: 1\naccounts: {one: {base_url: 'http://${env:NONE}'}}\n"
    (problem,) = problems_of(tmp_path, text)
    assert "`NONE` is not set" in problem


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidFilesError) as caught:
        load_config(tmp_path / "other.yaml", {})
    (problem,) = caught.value.problems
    assert str(problem) == "other.yaml:1:1: the file does not exist (check the path)"


def test_the_file_is_found_upwards(tmp_path: Path) -> None:
    (tmp_path / "syncer.yaml").write_text("version: 1\n")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_config(deep) == tmp_path / "syncer.yaml"
    assert find_config(tmp_path) == tmp_path / "syncer.yaml"


def test_a_folder_above_that_is_closed_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(InvalidFilesError, match=r"there is no syncer\.yaml"):
        find_config(tmp_path)


def test_an_address_of_any_length_is_read_in_no_time(tmp_path: Path) -> None:
    address = "https://" + "a" * 1_000_000 + " x"
    (problem,) = problems_of(tmp_path, f"version: 1\naccounts: {{one: {{base_url: {address}}}}}\n")
    assert "is not a web address" in problem


def test_where_there_is_no_file_the_way_to_name_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidFilesError) as caught:
        find_config(tmp_path)
    (problem,) = caught.value.problems
    assert "there is no syncer.yaml here" in problem.message
    assert "--config" in problem.hint


def test_an_account_shows_neither_of_its_credentials() -> None:
    secret = Secret("hunter2")
    account = Account("a", None, None, "", secret, secret)
    assert "hunter2" not in f"{account} {asdict(account)} {astuple(account)}"


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_a_project_or_problems(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        found: tuple[object, ...] = load_config(path, {}).accounts
    except InvalidFilesError as error:
        found = error.problems
    assert found


@pytest.mark.parametrize("variable", ["NXCLOUD_ACCESS_SECRET", "PROD_KEY"])
def test_a_variable_that_holds_a_credential_may_stand_nowhere_else(
    variable: str, tmp_path: Path
) -> None:
    text = (
        "version: 1\naccounts:\n  one:\n    access_key: ${env:PROD_KEY}\n"
        f"    vars: {{shop: 'https://${{env:{variable}}}'}}\n"
    )
    with pytest.raises(InvalidFilesError) as caught:
        load(tmp_path, text, {variable: "hunter2"})
    (problem,) = caught.value.problems
    assert problem.message == f"the environment variable `{variable}` holds a credential"
    assert (problem.location.line, problem.location.column) == (5, 18)
    assert "hunter2" not in str(problem)
