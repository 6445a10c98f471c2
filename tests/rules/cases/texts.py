"""Header, body and footer."""

from __future__ import annotations

from rules.cases.writing import (
    BODY,
    FAMILY,
    FLAG,
    MARK,
    Cases,
    document,
    in_two_lines,
    of_length,
    with_body,
    with_footer,
    with_header,
)

TEN_EMOJI = f"👍🏽{FAMILY}{FLAG}1️⃣❤️😀✅🎉🚚📦"
FORMATTED = ("*new*", "a _new_ one", "~old~", "`code`", "Now *25% off*!", "*{{1}}* is here")
PLAIN = ("5 * 3 * 2", "shop_order_sent", "*", "a*b*c", "~ 5 km ~", "_{{First Name}}", "* new *")

CASES = {
    "header-kind": Cases(
        (
            document("header: {text: a}"),
            document("header:"),
            document("header: {image: media/a.png}"),
        ),
        (
            document(f"header: {MARK}{{text: a, image: media/a.png}}"),
            document(f"header: {MARK}{{image: media/a.png, document: media/a.pdf}}"),
            document(f"header: {MARK}{{}}"),
            document(f"header: {MARK}Hello"),
        ),
    ),
    "header-text-empty": Cases(
        (with_header("x"), document("header: {image: media/a.png}")),
        (with_header(""), with_header(" "), with_header("\n"), with_header("\u200b \ufeff")),
    ),
    "header-length": Cases(
        (*map(with_header, of_length(60)), document("header: {image: media/a.png}")),
        (*map(with_header, of_length(61)), with_header("x" * 56 + "{{1}}")),
    ),
    "header-variables": Cases(
        (with_header("Hi"), with_header("Hi {{1}}"), with_header("Hi {{First Name}}")),
        (
            with_header("{{1}} and {{2}}"),
            with_header("{{A}} {{A}}"),
            with_header("{{1}}{{2}} {{3}}"),
        ),
    ),
    "header-newline": Cases(
        (with_header("one line"), with_header("one line\n"), with_body("two\nlines")),
        (with_header("\nbelow"), *in_two_lines(with_header)),
    ),
    "header-emoji": Cases(
        (
            *map(with_header, ("Brand™", "© 2026", "1 # *", "→ here", "日本語 ☎", "नमस्ते")),
            with_body("👍 it is"),
        ),
        tuple(map(with_header, ("👍", "It is ✅", f"a {FLAG}", FAMILY, "1️⃣", "☎️ us", "👍🏽"))),
    ),
    "header-formatting": Cases(
        (*map(with_header, PLAIN), with_body("*new*")), tuple(map(with_header, FORMATTED))
    ),
    "body-empty": Cases(
        (with_body("x"), with_body("\u200b."), with_body("\u200e{{1}}"), with_body("👍\ufe0f")),
        (
            with_body(""),
            with_body(" "),
            with_body("\n\t"),
            with_body("\u200b"),
            with_body("\u00a0\u3164\u00ad \u2060\u200d"),
            document().replace(f' "{BODY}"', MARK),
            document("footer: x").replace(f'    body: "{BODY}"\n    footer', f"    {MARK}footer"),
        ),
    ),
    "body-length": Cases(
        tuple(map(with_body, of_length(1024))),
        (*map(with_body, of_length(1025)), with_body("x" * 1020 + "{{1}}")),
    ),
    "body-length-recommended": Cases(
        tuple(map(with_body, of_length(550))),
        (*map(with_body, of_length(551)), with_body("x\n" * 275 + "x")),
    ),
    "body-emoji": Cases(
        (with_body(TEN_EMOJI), with_body("™" * 11), with_body("x" * 11)),
        (with_body(TEN_EMOJI + "🌍"), with_body("😀 " * 300)),
    ),
    "whitespace": Cases(
        (with_body("a\n\nb"), with_body("a" + " " * 4 + "b"), with_body("a\n \nb\n\nc")),
        (
            with_body("a\n\n\nb"),
            with_body("a\tb"),
            with_body("a" + " " * 5 + "b"),
            with_body("a\tb\n\n\n\n" + " " * 9 + "c"),
        ),
    ),
    "same-text": Cases(
        (
            with_body("Hello, good to see you.") + "---\n" + document(name="other"),
            document() + "---\n" + document(name="other", language="es"),
            document("footer: a") + "---\n" + document("footer: b", name="other"),
            document() + "---\n" + document("footer: b", name="other"),
        ),
        (
            document() + "---\n" + with_body(BODY, name="other"),
            document("footer: a") + "---\n" + with_body(BODY, name="other") + "    footer: a\n",
            document() + "---\n" + with_body(BODY, name="other", category="MARKETING"),
        ),
    ),
    "footer-length": Cases(
        (document("footer:"), *map(with_footer, of_length(60))),
        tuple(map(with_footer, of_length(61))),
    ),
    "footer-variable": Cases(
        tuple(map(with_footer, ("Reply STOP", "{1} {", "a } b", "a {b} {1}", "it is $${1}"))),
        tuple(
            map(
                with_footer,
                (
                    "From {{1}}",
                    "{{Shop Name}}",
                    "{{1}} {{2}}",
                    "a {{1",
                    "a {{1}",
                    "a {1}}",
                    "{{{1}}}",
                    "}}",
                ),
            )
        ),
    ),
    "footer-newline": Cases(
        (with_footer("one line"), with_footer("one line\n")), in_two_lines(with_footer)
    ),
    "footer-emoji": Cases(
        (with_footer("Shop™ ©"),), (with_footer("Thanks 🙏"), with_footer(f"{FLAG} made"))
    ),
}
