"""What the recipients of some accounts see, as the page's parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.render.html.cards import AccountPart, Card, ReviewPage
from syncer.render.html.shell import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncer.pictures.findings import Previewed
    from syncer.render.html.media import Embedded


def preview_page(
    accounts: Sequence[Previewed], cards: tuple[Card, ...], media: Mapping[str, Embedded]
) -> ReviewPage:
    """The whole preview; `cards` are those of `preview_cards`."""
    title = title_of("Preview", [one.account for one in accounts])
    total = f"{len(accounts)} accounts: {_counted(len(cards))}"
    parts = tuple(AccountPart(one.account, summary=_counted(len(one.pictures))) for one in accounts)
    problems = sorted({problem for one in accounts for problem in one.findings.others})
    return ReviewPage(title, "", parts, cards, tuple(problems), media, total=total)


def preview_cards(accounts: Sequence[Previewed]) -> Iterator[Card]:
    """A card for each template, in the order of the files."""
    for one in accounts:
        places = {desired.key: str(desired.location) for desired in one.declared}
        for picture in one.pictures:
            yield Card(
                account=one.account,
                key=picture.key,
                after=picture,
                source=places[picture.key],
                problems=one.findings.by_template.get(picture.key, ()),
            )


def _counted(number: int) -> str:
    return f"{number} template" if number == 1 else f"{number} templates"
