"""The rows of the table: each sets its stages, runs the commands in turns, and gives its lines."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from benchmarks.measuring import Command, best, python, syncer
from benchmarks.stages import Scene
from benchmarks.table import Bar, Line, Quantity, memory, requests, seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from benchmarks.measuring import Cost
    from benchmarks.stages import Stage, Stages

    Row = Callable[[Stages], Iterable[Line]]

PAGE = 100
LATENCY_SECONDS = 0.1
AT_ONCE = 16
_MOST_MEMORY = 250_000_000
_GROWTH = 10
_COLD_TEMPLATES = 1000
_RIVALS_TEMPLATES = 500
_UNBOUND = Bar("at most", None)


def request_counts(stages: Stages) -> Iterable[Line]:
    """Requests of a cold and of a warm plan: counted, not timed."""
    stage, count = stages.largest(), stages.templates
    lists = ceil(count / PAGE) + stage.uses_forms()
    cold, warm = _requests(stage, stage.first_plan()), _requests(stage, stage.plan())
    images = cold.get("media", 0)
    exactly = Bar("exactly", 1)
    yield Line(
        f"requests of a warm plan, {count:,} templates",
        requests(sum(warm.values())),
        requests(lists),
        "the list's pages, and one for the forms",
        exactly,
    )
    yield Line(
        f"requests of a cold plan, {count:,} templates",
        requests(sum(cold.values()) - images),
        requests(lists + count),
        f"pages, forms and details (and {images} for the bytes of {images} images)",
        exactly,
    )


def _requests(stage: Stage, command: Command) -> Mapping[str, int]:
    stage.emulator.forget_requests()
    command.run()
    return stage.emulator.requests()


def cold_plan(stages: Stages) -> Iterable[Line]:
    """A cold plan with latency, against what the latency alone must cost."""
    count = min(_COLD_TEMPLATES, stages.templates)
    stage = stages.stage(Scene(count, LATENCY_SECONDS))
    sent = sum(_requests(stage, stage.first_plan()).values())
    plan, validate = best(stage.first_plan(), stage.validate())
    waiting = LATENCY_SECONDS * ceil(sent / AT_ONCE)
    yield Line(
        f"cold plan, {count:,} templates, 100 ms latency, {AT_ONCE} at once",
        seconds(plan.seconds),
        seconds(1.25 * waiting + validate.seconds),
        f"1.25 × 0.1 s × ⌈{sent:,} / {AT_ONCE}⌉ + offline cost ({validate.seconds:.2f} s)",
        Bar("at most", 1),
    )


def against_parse(stages: Stages) -> Iterable[Line]:
    """A warm plan and `validate` against a bare parse of the same files."""
    stage = stages.largest()
    warm, validate, parse = best(stage.plan(), stage.validate(), stage.parse(), repetitions=5)
    yield from _parse_lines(f"warm plan, {stages.templates:,} templates", warm, parse, 2.5)
    yield from _parse_lines(f"validate, {stages.templates:,} templates", validate, parse, 2.0)


def _parse_lines(what: str, cost: Cost, parse: Cost, bound: float) -> Iterable[Line]:
    """Process against process, which the bar is about; stricter; and as a busy machine has it."""
    wall, alone = seconds(cost.seconds), seconds(float(parse.stdout))
    cpu, parse_cpu = seconds(cost.cpu_seconds), seconds(parse.cpu_seconds)
    yield Line(what, wall, seconds(parse.seconds), "a bare parse", Bar("at most", bound))
    yield Line(what, wall, alone, "the same without Python's start", _UNBOUND)
    yield Line(f"{what}, CPU time", cpu, parse_cpu, "a bare parse", _UNBOUND)


def help_(stages: Stages) -> Iterable[Line]:
    """`syncer --help` against the import of click."""
    stage = stages.stage(Scene(1))
    lines = (syncer("--help"), python("-c", "import click"))
    shown, imported = best(*(Command(line, stage.folder, {}) for line in lines), repetitions=15)
    yield Line(
        "syncer --help",
        seconds(shown.seconds),
        seconds(imported.seconds),
        'python -c "import click"',
        Bar("at most", 1.5),
    )


def peak_memory(stages: Stages) -> Iterable[Line]:
    """The memory of the largest plan."""
    stage = stages.largest()
    for what, command in (("cold plan", stage.first_plan()), ("warm plan", stage.plan())):
        yield Line(
            f"peak memory of a {what}, {stages.templates:,} templates",
            memory(command.run().peak_bytes),
            memory(_MOST_MEMORY),
            "the most allowed",
            Bar("at most", 1),
        )


def growth(stages: Stages) -> Iterable[Line]:
    """Ten times the templates, in time and memory."""
    small, large = stages.stage(Scene(max(1, stages.templates // _GROWTH))), stages.largest()
    for what, command in _GROWING.items():
        few, many = best(command(small), command(large))
        of = f"{what}, {small.scene.templates:,} → {large.scene.templates:,}"
        yield _growth(f"time of {of}", seconds(many.seconds), seconds(few.seconds))
        yield _growth(f"memory of {of}", memory(many.peak_bytes), memory(few.peak_bytes))


_GROWING: Mapping[str, Callable[[Stage], Command]] = {
    "validate": lambda stage: stage.validate(),
    "cold plan": lambda stage: stage.first_plan(),
    "warm plan": lambda stage: stage.plan(),
}


def _growth(what: str, many: Quantity, few: Quantity) -> Line:
    return Line(what, many, few, "a tenth of them", Bar("at most", 11))


def rivals(stages: Stages) -> Iterable[Line]:
    """The same job as a plain script and as an Ansible playbook."""
    count = min(_RIVALS_TEMPLATES, stages.templates)
    stage = stages.stage(Scene(count, LATENCY_SECONDS, plain=True))
    apply, plain = best(stage.apply(), stage.script(), repetitions=2)
    what = f"apply of 1 change, {count:,} live, 100 ms latency"
    measured = seconds(apply.seconds)
    yield Line(what, measured, seconds(plain.seconds), "sequential script", Bar("at least", 40))
    if stages.with_ansible:
        ansible = stage.playbook().run().seconds
        yield Line(what, measured, seconds(ansible), "Ansible playbook", Bar("at least", 150))


ROWS: Mapping[str, Row] = {
    "requests": request_counts,
    "cold-plan": cold_plan,
    "parse": against_parse,
    "help": help_,
    "memory": peak_memory,
    "growth": growth,
    "rivals": rivals,
}
