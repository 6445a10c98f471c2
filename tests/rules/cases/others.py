"""What a template is called, its buttons, its media, and what it points to."""

from __future__ import annotations

from rules.cases.texts import FORMATTED, PLAIN
from rules.cases.writing import (
    FLAG,
    MARK,
    Cases,
    document,
    in_two_lines,
    link,
    of_length,
    phone,
    reply,
    with_button_text,
    with_buttons,
    with_phone,
    with_url,
)

_MEGABYTE = 1024 * 1024


def names(*texts: str) -> tuple[str, ...]:
    return tuple(document(name=f'{MARK}"{text}"') for text in texts)


def header(kind: str, file: str) -> str:
    return document(f"header: {{{kind}: {MARK}media/{file}}}")


def events(*written: str) -> str:
    return with_buttons(reply(more=f", events: [{', '.join(written)}]"))


CASES = {
    "name": Cases(
        names("a", "0_", "x" * 512),
        names("", "x" * 513, "Shop", "shop-1", "shop 1", "模板", "é", "a\\n"),
    ),
    "language": Cases(
        (document(language="fil"), document(language="zh_HK")),
        (
            document(language=f"{MARK}en-us"),
            document(language=f"{MARK}EN"),
            document(language=f"{MARK}tlh"),
            events(f"{{template: {{name: shop, language: {MARK}xx}}}}"),
        ),
    ),
    "category": Cases(
        (document(), document(category="MARKETING")),
        (
            document(category=f"{MARK}AUTHENTICATION"),
            document(category=f"{MARK}utility"),
            document(category=f"{MARK}5"),
            document().replace(" UTILITY", MARK),
        ),
    ),
    "duplicate-template": Cases(
        (document() + "---\n" + document(language="es"),),
        (document() + "---\n" + document("footer: x", language=f"{MARK}en"),),
    ),
    "media": Cases(
        (header("image", "a.png"),),
        (
            header("image", "none"),
            header("video", "empty"),
            header("document", "../../../x.pdf"),
            header("image", "../media"),
        ),
    ),
    "media-type": Cases(
        (
            document("header: {text: x}"),
            header("image", "none"),
            *(header("image", kind) for kind in ("jpeg", "png")),
            header("video", "mp4"),
            header("document", "pdf"),
            header("document", "late-pdf"),
        ),
        (
            *(header("image", kind) for kind in ("webp", "gif", "mp4", "pdf", "text")),
            *(header("video", kind) for kind in ("quicktime", "3gp", "webm", "png")),
            *(header("document", kind) for kind in ("zip", "text", "jpeg")),
        ),
    ),
    "media-size": Cases(
        (
            header("image", f"png-{5 * _MEGABYTE}"),
            header("video", f"mp4-{16 * _MEGABYTE}"),
            header("document", f"pdf-{100 * _MEGABYTE}"),
        ),
        (
            header("image", f"png-{5 * _MEGABYTE + 1}"),
            header("video", f"mp4-{16 * _MEGABYTE + 1}"),
            header("document", f"pdf-{100 * _MEGABYTE + 1}"),
        ),
    ),
    "button-count": Cases(
        (with_buttons(reply("a"), reply("b"), reply("c")), document("buttons: []")),
        (
            with_buttons(reply("a"), reply("b"), reply("c"), MARK + reply("d")),
            with_buttons(reply("a"), reply("b"), reply("c"), MARK + reply("d"), reply("e")),
        ),
    ),
    "url-buttons": Cases(
        (with_buttons(link("a"), link("b"), reply()),),
        (with_buttons(link("a"), link("b"), MARK + link("c")),),
    ),
    "phone-number-buttons": Cases(
        (with_buttons(phone("a"), link("b")),),
        (
            with_buttons(phone("a"), MARK + phone("b")),
            with_buttons(phone("a"), link("b"), MARK + phone("c")),
        ),
    ),
    "quick-reply-order": Cases(
        (
            with_buttons(reply("a"), reply("b"), link()),
            with_buttons(link(), reply("a"), reply("b")),
            with_buttons(link(), phone()),
            with_buttons(reply("a"), link(), phone()),
        ),
        (
            with_buttons(reply("a"), link(), MARK + reply("b")),
            with_buttons(link(), reply("a"), MARK + phone()),
        ),
    ),
    "quick-reply-beside-others": Cases(
        (with_buttons(reply("a"), reply("b")), with_buttons(link(), phone()), document()),
        (
            with_buttons(MARK + reply("a"), link()),
            with_buttons(link(), MARK + reply("a"), reply("b")),
        ),
    ),
    "button-text-empty": Cases(
        (with_button_text("x"),),
        (with_button_text(""), with_button_text(" "), with_button_text("\u200b")),
    ),
    "button-text-length": Cases(
        tuple(map(with_button_text, of_length(25))), tuple(map(with_button_text, of_length(26)))
    ),
    "button-text-variable": Cases(
        (with_button_text("See 1"), with_button_text("See {1}"), with_button_text("{")),
        tuple(map(with_button_text, ("See {{1}}", "{{Name}}", "See {{1", "See {{1}", "See 1}}"))),
    ),
    "button-text-newline": Cases(
        (with_button_text("one"), with_button_text("one\n")), in_two_lines(with_button_text)
    ),
    "button-text-emoji": Cases(
        (with_button_text("Shop™"),), (with_button_text("Yes ✅"), with_button_text(FLAG))
    ),
    "button-text-formatting": Cases(
        tuple(map(with_button_text, PLAIN)), tuple(map(with_button_text, FORMATTED))
    ),
    "button-text-twice": Cases(
        (with_buttons(reply("a"), reply("A")),),
        (
            with_buttons(reply("a"), reply(f"{MARK}a")),
            with_buttons(reply("a"), reply("b"), link(f"{MARK}a")),
        ),
    ),
    "url-length": Cases(
        (with_url("https://x/" + "y" * 1990),), (with_url("https://x/" + "y" * 1991),)
    ),
    "url-scheme": Cases(
        tuple(
            map(
                with_url,
                (
                    "https://x",
                    "http://shop.example/a",
                    "HTTPS://X",
                    "https://x/{{1}}",
                    "https://x/{{ First Name }}",
                    "https://müller.example:8080/ü?a=b#c",
                    "https://name@shop.example",
                    "https://[2001:db8::1]/a",
                    "https://shop.{{1}}",
                ),
            )
        ),
        tuple(
            map(
                with_url,
                (
                    "shop.example",
                    "ftp://x",
                    "https://",
                    "tel:+49",
                    "https:/x",
                    "x",
                    "https://a b.example",
                    "https://a.example/b c",
                    "https://a.example/b\u00a0c",
                    "https://{{1}}",
                    "https://{{1}}/a",
                    "https:///a",
                    "https://:80/a",
                    "https://?a",
                ),
            )
        ),
    ),
    "url-variable": Cases(
        tuple(
            map(with_url, ("https://x", "https://x/{{1}}", "https://x?id={{1}}", "https://{{1}}"))
        ),
        tuple(
            map(
                with_url,
                (
                    "https://x/{{1}}/y",
                    "https://x/{{2}}",
                    "https://x/{{id}}",
                    "https://x/{{1}}{{1}}",
                    "https://x/{{1}",
                    "https://x/{1}",
                    "https://x/{1}}",
                    "https://x/{{{1}}}",
                    "https://x/{{1",
                    "https://x/}{{1}}",
                    "https://x/{id}",
                    "https://x/{",
                    "https://{{1}}/{{1}}",
                ),
            )
        ),
    ),
    "url-shortened": Cases(
        (
            *map(
                with_url,
                (
                    "https://shop.example/t.co/",
                    "https://notbit.ly/x",
                    "https://x.co/t.co",
                    "https://www.whatsapp.com/legal",
                ),
            ),
            document(body="Write to me@bit.ly/x or see a.bit.ly/x, thanks."),
        ),
        (
            *map(
                with_url,
                (
                    "https://bit.ly/abc",
                    "http://www.tinyurl.com/x",
                    "https://goo.gl/x",
                    "HTTPS://T.CO/x",
                    "https://wa.me/8613128000000",
                    "https://api.whatsapp.com/send?phone=8613128000000",
                    "https://chat.whatsapp.com/abc",
                ),
            ),
            document(body="See api.whatsapp.com/send for more.").replace("body: ", f"body: {MARK}"),
            document(body="See bit.ly/abc for more.").replace("body: ", f"body: {MARK}"),
        ),
    ),
    "phone-number": Cases(
        tuple(
            map(
                with_phone,
                ("+8613128000000", "86 (131) 2800.00-00", "+" + "1" * 20, "0800 1234567", "+1"),
            )
        ),
        tuple(map(with_phone, ("+" + "1" * 21, "+49 CALL ME", "++49123", "+", "٠١٢", "1/2"))),
    ),
    "phone-number-country": Cases(
        (*map(with_phone, ("+8613128000000", "8613128000000", "+16502530000", "+49 CALL ME")),),
        tuple(map(with_phone, ("+999123456789", "+861", "+49", "0800 1234567"))),
    ),
    "event-value": Cases(
        (events("{tag: a}", "{text: b}", "{template: shop}"),),
        (
            events(f"{MARK}{{}}"),
            events("{tag: a}", f"{MARK}{{tag: b, text: c}}"),
            events(f'{{tag: {MARK}""}}'),
            events(f'{{text: {MARK}""}}'),
            events(f'{{template: {MARK}""}}'),
            events(f'{{template: {{name: {MARK}""}}}}'),
            events(f"{{template: {MARK}[a]}}"),
            events(f"{MARK}vip"),
        ),
    ),
    "dangling-reference": Cases(
        (
            events("{template: shop}"),
            events("{template: {name: elsewhere, external: true}}"),
        ),
        (
            events(f"{{template: {MARK}elsewhere}}"),
            events(f"{{template: {{name: {MARK}shop, language: es}}}}"),
        ),
    ),
}
