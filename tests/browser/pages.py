"""Pages to open: a plan of some templates, in the shape that commands give them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from syncer.errors import Location, Problem
from syncer.model import (
    MediaHeader,
    PhoneNumberButton,
    QuickReplyButton,
    TagEvent,
    Template,
    TemplateEvent,
    TextEvent,
    TextHeader,
    UrlButton,
)
from syncer.pictures.build import picture_of, pictures_of_change
from syncer.plan.values import Action, Change, Finding
from syncer.render.html.cards import AccountPart, Card, Note, ReviewPage
from syncer.render.html.review import review_page

if TYPE_CHECKING:
    from syncer.model import MediaFormat
    from syncer.plan.values import ActionKind

SHIPPED = Template(
    name="shop_shipped",
    language="en_US",
    category="UTILITY",
    header=TextHeader("Good news, {{First Name}}"),
    body="Hi {{First Name}}, your *order* is on its way.\n- one box\n- one bag\n> `as it says`",
    footer="Reply STOP to opt out",
    buttons=(
        QuickReplyButton(
            "Track it",
            events=(
                TagEvent("vip"),
                TextEvent("We will keep you posted."),
                TemplateEvent("shop_tracking", "en_US"),
            ),
        ),
        UrlButton("See order", "https://shop.example/orders/{{1}}"),
        PhoneNumberButton("Call us", "+8613128000000"),
    ),
)
TRACKING = Template("shop_tracking", "en_US", "UTILITY", "Where it is: {{place}}")
ARABIC = Template("shop_shipped", "ar", "UTILITY", "مرحبا {{name}}، طلبك في الطريق.")
EXAMPLES = {"First Name": "Ana", "1": "4711"}


def created(template: Template, account: str = "main") -> Card:
    """A card of a template that is to be created."""
    action = Action("create", template.name, template.language, sync_meta=True)
    picture = picture_of(template, EXAMPLES)
    return Card(account, template.key, None, picture, "templates/a.yaml:3:5", (action,))


def updated(before: Template, after: Template, account: str = "main") -> Card:
    """A card of a template whose body changes."""
    change = Change("body", before.body, after.body)
    action = Action("update", after.name, after.language, changes=(change,), sync_meta=True)
    sides = pictures_of_change(before, after, EXAMPLES)
    return Card(account, after.key, *sides, "templates/a.yaml:3:5", (action,))


def other(kind: ActionKind, template: Template, account: str = "main") -> Card:
    """A card of a template that is live, and to be deleted or blocked."""
    action = Action(kind, template.name, template.language, reason="it is in review")
    return Card(account, template.key, picture_of(template, {}), None, "", (action,))


def with_problem(card: Card, message: str = "this is too long") -> Card:
    """The card with something that the rules found, and something that is not well."""
    problem = Problem(Location("templates/a.yaml", 4, 7), message, "shorten it", "body-length")
    finding = Finding(card.key.name, card.key.language, "paused", "Meta paused it")
    return replace(card, problems=(problem,), findings=(finding,))


def plan_of(*cards: Card, **more: Any) -> str:
    """A page of these cards."""
    accounts = tuple(
        AccountPart(name, "8615800001795  tenant 1", "some changes", (Note("warning", "look out"),))
        for name in sorted({card.account for card in cards})
    )
    page = ReviewPage("Plan", "2026-11-26T12:00:00Z", accounts, cards)
    return review_page(replace(page, **more))


def media_card(account: str = "main") -> tuple[Card, ...]:
    """Cards of templates with media: some on the page, some not."""
    digests: dict[MediaFormat, str] = {"IMAGE": "a" * 64, "VIDEO": "b" * 64, "DOCUMENT": "c" * 64}
    return tuple(
        created(replace(TRACKING, name=f"shop_{kind.lower()}", header=header), account)
        for kind, digest in digests.items()
        for header in (MediaHeader(kind, digest, f"{kind}.bin"),)
    )
