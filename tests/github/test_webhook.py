from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support.action_use import Use
    from support.forge import Forge


def finding(name: str = "shop_greeting", kind: str = "rejected", detail: str = "why") -> Any:
    return {"name": name, "language": "en", "finding": kind, "detail": detail}


@pytest.fixture
def drift(use: Use) -> Any:
    def drift(*findings: Any, account: str = "main") -> None:
        use.inputs("drift")
        use.printed({"accounts": [{"account": account, "health": list(findings)}]})
        assert use.word("webhook") == 0

    return drift


def test_a_finding_is_told_once_as_text_and_as_data(drift: Any, github: Forge) -> None:
    drift(finding())
    drift(finding(detail="the same in other words"))
    run = "https://github.example/shop/templates/actions/runs/100"
    assert github.hooks == [
        {
            "text": f":warning: main shop_greeting/en is rejected: why\n<{run}|shop/templates>",
            "repository": "shop/templates",
            "run_url": run,
            "findings": [{"account": "main", **finding()}],
            "gone": [],
        }
    ]


def test_only_what_is_new_or_gone_is_told(drift: Any, github: Forge) -> None:
    drift(finding())
    drift(finding(), finding("shop_goodbye", "recategorised"))
    drift(finding("shop_goodbye", "recategorised"))
    _, second, third = github.hooks
    assert [one["name"] for one in second["findings"]] == ["shop_goodbye"]
    assert "shop_goodbye/en is re-categorised" in second["text"]
    assert (third["findings"], [one["name"] for one in third["gone"]]) == ([], ["shop_greeting"])
    assert "shop_greeting/en is no longer rejected" in third["text"]


def test_the_first_run_of_a_healthy_account_tells_nothing(
    drift: Any, github: Forge, capsys: pytest.CaptureFixture[str]
) -> None:
    drift()
    assert github.hooks == []
    assert capsys.readouterr().out == "nothing new to tell\n"


def test_an_account_that_could_not_be_looked_at_keeps_what_was_told(
    drift: Any, use: Use, github: Forge
) -> None:
    drift(finding())
    use.printed({"accounts": []})
    use.word("webhook")
    use.folder.result.unlink()
    use.word("webhook")
    drift(finding())
    assert len(github.hooks) == 1


def test_what_a_webhook_refused_is_told_again(
    drift: Any, github: Forge, capsys: pytest.CaptureFixture[str]
) -> None:
    github.refuse("POST", "/hook", 500, times=1)
    drift(finding())
    assert "::warning title=syncer::the webhook was not told: HTTP 500" in (capsys.readouterr().out)
    drift(finding())
    assert len(github.hooks) == 1


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:9/secret", "no answer: "),
        ("file:///etc/secret", "its URL begins with neither"),
        ("https://secret host/", "no answer: "),
    ],
)
def test_the_url_is_told_to_nobody(
    url: str, reason: str, drift: Any, use: Use, capsys: pytest.CaptureFixture[str]
) -> None:
    use.environment["WEBHOOK"] = url
    drift(finding())
    told = capsys.readouterr().out
    assert f"the webhook was not told: {reason}" in told
    assert "secret" not in told


def test_nothing_in_a_text_is_obeyed_by_slack(drift: Any, github: Forge) -> None:
    drift(finding(detail="<!channel> & <https://evil.example|here>\nnew line"))
    line = github.hooks[0]["text"].splitlines()[0]
    assert line.endswith("&lt;!channel&gt; &amp; &lt;https://evil.example|here&gt;\\u000anew line")


def test_a_long_list_is_counted(drift: Any, github: Forge) -> None:
    drift(*(finding(f"shop_{number}", "quality_red") for number in range(30)))
    lines = github.hooks[0]["text"].splitlines()
    assert len(lines) == 22
    assert "shop_0/en is of quality RED" in lines[0]
    assert lines[20] == "and 10 more"
    assert len(github.hooks[0]["findings"]) == 30


def test_a_memory_that_cannot_be_read_is_none(drift: Any, use: Use, github: Forge) -> None:
    drift(finding())
    (memory,) = (use.folder.path.parent / "told").iterdir()
    memory.write_text("damaged")
    drift(finding())
    assert len(github.hooks) == 2
