"""The page of a preview or of a plan: chat bubbles, before and after, with what is said of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from syncer.pictures.values import Placeholder, TextPart
from syncer.render.html.media import image_rules, videos_part
from syncer.render.html.remarks import changes_of, remarks_of
from syncer.render.html.shell import STATIC, page, part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markupsafe import Markup

    from syncer.pictures.values import Line, Picture
    from syncer.render.html.cards import AccountPart, Card, ReviewPage
    from syncer.render.html.media import Embedded
    from syncer.render.html.shell import Shell

_SEVERAL = 5
_KINDS = ("blocked", "delete", "update", "create")


def review_page(review: ReviewPage, *maps: Markup, shell: Shell = STATIC) -> str:
    """The whole page; `maps` stand below the cards."""
    content = [_review(review, len(maps)), *maps, videos_part(review.media)]
    return page(review.title, content, styles=[image_rules(review.media)], shell=shell)


def _review(review: ReviewPage, maps: int) -> Markup:
    cards, counts = review.cards, Counter(kind for card in review.cards for kind in card.kinds)
    anchors = {card.anchor for card in cards}
    told, folded = _by_weight(review.accounts)
    several = len({card.account for card in cards}) > 1
    return part(
        "review.html",
        page=review,
        maps=maps,
        cards=[
            _card(card, number, anchors, review.media, show_account=several)
            for number, card in enumerate(cards)
        ],
        kinds=[(kind, counts[kind]) for kind in _KINDS if counts[kind]],
        accounts=sorted({card.account for card in cards}),
        languages=sorted({card.key.language for card in cards}),
        with_findings=sum(card.is_remarkable for card in cards),
        told=told,
        folded=folded,
        with_warnings=sum(one.has("warning") for one in folded),
        with_examples=any(_has_examples(picture) for picture in _pictures(cards)),
    )


def _by_weight(
    accounts: Sequence[AccountPart],
) -> tuple[Sequence[AccountPart], Sequence[AccountPart]]:
    """The accounts to be told at once: a few all, of many those with an error; and the others."""
    if len(accounts) <= _SEVERAL:
        return accounts, ()
    errors = [one for one in accounts if one.has("error")]
    return errors, [one for one in accounts if not one.has("error")]


def _card(
    card: Card,
    number: int,
    anchors: Iterable[str],
    media: Mapping[str, Embedded],
    *,
    show_account: bool,
) -> Markup:
    return part(
        "card.html",
        card=card,
        number=number,
        anchors=anchors,
        media=media,
        show_account=show_account,
        remarks=remarks_of(card),
        changes=changes_of(card),
    )


def _pictures(cards: Iterable[Card]) -> Iterator[Picture]:
    for card in cards:
        yield from filter(None, (card.before, card.after))


def _has_examples(picture: Picture) -> bool:
    return any(
        isinstance(piece, Placeholder) and piece.example is not None
        for line in _lines(picture)
        for piece in line
    )


def _lines(picture: Picture) -> Iterator[Line]:
    for block in picture.body:
        yield from block.lines
    for button in picture.buttons:
        yield button.leads_to
    if isinstance(picture.header, TextPart):
        yield picture.header.line
