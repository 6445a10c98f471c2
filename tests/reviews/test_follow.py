from __future__ import annotations

from typing import TYPE_CHECKING

from support.patience import Patience
from support.templates import desired, template

from syncer.live.rows import find_row
from syncer.reviews.follow import Followed, Timer, all_ended, follow
from syncer.reviews.values import Standing

if TYPE_CHECKING:
    from support.emulated import Emulate, Emulated

    from syncer.model import DesiredTemplate


def followed(emulator: Emulated, *templates: DesiredTemplate) -> tuple[Followed, ...]:
    """These templates, sent to review just now."""
    result = emulator.apply(templates)
    standings = (
        Standing(one.name, one.language, one.template_id or 0, "PENDING", "UTILITY", "")
        for one in result.results
    )
    return (Followed("main", emulator.side, tuple(standings)),)


def statuses(rounds: list[tuple[Followed, ...]]) -> list[list[str]]:
    return [[each.status for one in looked_at for each in one.standings] for looked_at in rounds]


def test_each_template_is_looked_at_until_its_review_has_ended(emulator: Emulated) -> None:
    patience = Patience(emulator.console)
    begun = followed(emulator, desired(template("menu")), desired(template("casino_night")))
    rounds = list(follow(begun, 1800, patience.timer))
    assert statuses(rounds)[-1] == ["APPROVED", "REJECTED"]
    assert statuses(rounds)[:-1] == [["PENDING", "PENDING"]] * (len(rounds) - 1)
    assert all_ended(rounds[-1])
    assert not all_ended(rounds[0])
    menu, casino = rounds[-1][0].standings
    assert (menu.category, menu.rejected_reason) == ("UTILITY", "")
    assert casino.rejected_reason == "PROMOTIONAL"
    assert sum(patience.waits) >= 60


def test_the_looks_come_further_and_further_apart(emulator: Emulated) -> None:
    patience = Patience(emulator.console)
    begun = followed(emulator, desired())
    emulator.console.change_template(begun[0].standings[0].template_id, {"status": "IN_APPEAL"})
    list(follow(begun, 600, patience.timer))
    assert patience.waits[0] == 1.0
    assert patience.waits[:-1] == sorted(patience.waits[:-1])
    assert max(patience.waits) == 30.0
    assert sum(patience.waits) == 600.0, "the last look is at the very end"


def test_what_has_ended_is_not_looked_at_again(emulator: Emulated) -> None:
    begun = followed(emulator, desired(template("menu")), desired(template("terms")))
    first, second = (one.template_id for one in begun[0].standings)
    patience = Patience(emulator.console)
    patience.then = lambda number: (
        emulator.console.change_template(first, {"status": "APPROVED"}) if number == 1 else None
    )
    emulator.console.reset_requests()
    rounds = list(follow(begun, 1800, patience.timer))
    paths = [one.path for one in emulator.console.requests("details")]
    assert sum(path.endswith(f"/{first}") for path in paths) == 1
    assert sum(path.endswith(f"/{second}") for path in paths) == len(rounds)


def test_without_anything_in_review_nothing_is_looked_at(emulator: Emulated) -> None:
    patience = Patience(emulator.console)
    assert list(follow((Followed("main", emulator.side, ()),), 1800, patience.timer)) == []
    assert patience.waits == []


def test_no_time_at_all_is_one_look(emulator: Emulated) -> None:
    patience = Patience(emulator.console)
    rounds = list(follow(followed(emulator, desired()), 0, patience.timer))
    assert statuses(rounds) == [["PENDING"]]
    assert patience.waits == [0.0]


def test_time_passes_by_itself_unless_it_is_told_otherwise(emulate: Emulate) -> None:
    emulator = emulate(review_seconds=0.0)
    rounds = list(follow(followed(emulator, desired()), 0.01, Timer()))
    assert statuses(rounds) == [["APPROVED"]]


def test_a_template_that_cannot_be_read_is_unknown_and_is_looked_at_again(
    emulator: Emulated,
) -> None:
    begun = followed(emulator, desired())
    emulator.console.add_fault("details=500*1")
    rounds = list(follow(begun, 1800, Patience(emulator.console).timer))
    assert statuses(rounds)[:2] == [["UNKNOWN"], ["PENDING"]]
    assert "500" in rounds[0][0].standings[0].error
    assert rounds[-1][0].standings[0].status == "APPROVED"
    assert rounds[-1][0].standings[0].error == ""


def test_a_template_that_is_deleted_meanwhile_has_ended(emulator: Emulated) -> None:
    begun = followed(emulator, desired())
    emulator.console.delete_template(begun[0].standings[0].template_id)
    rounds = list(follow(begun, 1800, Patience(emulator.console).timer))
    assert statuses(rounds) == [["DELETED"]]


def test_a_rejection_is_told_before_the_list_has_the_template(emulate: Emulate) -> None:
    emulator = emulate(list_lag_seconds=600.0)
    emulator.add("casino_night", status="REJECTED", rejected_reason="SCAM")
    (added,) = emulator.console.templates()
    waiting = Standing("casino_night", "en", added["id"], "PENDING", "UTILITY", "")
    assert find_row(emulator.side.client, waiting.key) is None
    begun = (Followed("main", emulator.side, (waiting,)),)
    ((last,),) = list(follow(begun, 1800, Patience(emulator.console).timer))
    (told,) = last.standings
    assert (told.status, told.rejected_reason) == ("REJECTED", "")


def test_what_meta_makes_of_a_category_is_seen(emulator: Emulated) -> None:
    begun = followed(emulator, desired())
    template_id = begun[0].standings[0].template_id
    changes = {"status": "APPROVED", "category": "MARKETING", "quality": "GREEN"}
    emulator.console.change_template(template_id, changes)
    (told,) = list(follow(begun, 1800, Patience(emulator.console).timer))[-1][0].standings
    assert (told.status, told.category, told.quality) == ("APPROVED", "MARKETING", "GREEN")
