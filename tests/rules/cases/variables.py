"""The placeholders of header and body, and the words around them."""

from __future__ import annotations

from rules.cases.writing import Cases, with_body, with_button_text, with_footer, with_header


def bodies(*texts: str) -> tuple[str, ...]:
    return tuple(map(with_body, texts))


CASES = {
    "placeholder-braces": Cases(
        (
            *bodies(
                "Hi {{1}}, ok",
                "Hi {{First Name}}, ok",
                "Hi {{WhatsApp}}, ok",
                "Hi {{ 1 }}, ok",
                "Hi {{Größe}} {{名字}}, ok",
                "a {note} b",
                "it is $$${5}",
                "it is ${{1}} now",
            ),
            with_header("Hi {{1}}"),
        ),
        (
            *bodies(
                "Hi {1}, ok",
                "Hi { 12 }, ok",
                "Hi {{}}, ok",
                "Hi {{ }}, ok",
                "Hi {{1}, ok",
                "Hi {1}}, ok",
                "Hi {{1, ok",
                "Hi 1}}, ok",
                "Hi {{{1}}}, ok",
                "Hi {{{{1}}}}, ok",
                "Hi {{a{b}}, ok",
                "{",
                "a } b",
            ),
            with_header("Hi {1}"),
        ),
    ),
    "single-braces": Cases(
        (
            *bodies("Hi {{First Name}}, ok", "Hi {1}, ok", "it is $$${5}", "a } b { c"),
            *map(with_footer, ("a {{1}}", "a {{1}", "it is $$${5}")),
            *map(with_button_text, ("a {{1}}", "a {{1}")),
        ),
        (
            *bodies("Hi {First Name}, ok", "Hi {}, ok", "a {b} {c}"),
            with_header("Hi {Name}"),
            *map(with_footer, ("a {1}", "a {b} {1} {", "a { b", "a } b")),
            *map(with_button_text, ("a {1}", "a {b}", "a {")),
        ),
    ),
    "placeholder-characters": Cases(
        (*bodies("Hi {{First Name}}, # $ % ok", "Hi {{a-b.c/d}}, ok"), with_header("# {{1}}")),
        (
            *bodies("Hi {{#1}}, ok", "Hi {{a$b}}, ok", "Hi {{100%}}, ok", "Hi {{1}}, {{%}} ok"),
            with_header("Hi {{1#}}"),
        ),
    ),
    "placeholders-adjacent": Cases(
        bodies("Hi {{1}} {{2}}, ok", "Hi {{1}}, ok", "Hi {{1}}-{{2}}, ok"),
        (*bodies("Hi {{1}}{{2}}, ok", "a {{1}} b {{A}}{{A}} c"), with_header("{{1}}{{2}}")),
    ),
    "placeholders-numbered": Cases(
        (
            *bodies(
                "no variable",
                "Hi {{1}}, ok",
                "Hi {{2}}, {{1}} and {{3}} ok",
                "Hi {{1}}, {{1}} ok",
                "Hi {{First Name}}, ok",
                "Hi {{ 1 }}, ok",
                "Hi {{1}} and {{Name}}, ok",
                "Hi {{1st}}, ok",
            ),
            with_header("Hi {{1}}"),
        ),
        (
            *bodies(
                "Hi {{2}}, ok",
                "Hi {{0}}, ok",
                "Hi {{1}} and {{3}}, ok",
                "Hi {{0}} and {{1}}, ok",
                "Hi {{01}}, ok",
                "Hi {{" + "9" * 900 + "}}, ok",
            ),
            with_header("Hi {{2}}"),
        ),
    ),
    "placeholders-mixed": Cases(
        bodies("Hi {{1}} and {{2}}, ok", "Hi {{Name}} and {{City}}, ok", "no variable"),
        bodies("Hi {{1}} and {{Name}}, ok", "Hi {{Name}} and {{1}} and {{2}}, ok"),
    ),
    "body-edge": Cases(
        (
            *bodies(
                "Hi {{1}}, ok", "no variable", "- {{1}}, ok", "Hi {{1}}.", "{{1}}", "{{1}} {{2}}"
            ),
            with_header("{{1}}"),
        ),
        bodies(
            "{{1}} is here",
            "Hi {{1}}",
            "{{First Name}}, hi",
            "  {{1}} is here",
            "Hi {{1}}\n",
            "Hi {{1}}  ",
            "{{1}} and {{2}}",
            "{{1}}, {{2}}.",
        ),
    ),
    "body-edge-punctuation": Cases(
        bodies("Hi {{1}}, ok", "no variable", "{{1}} is here", "Hi {{1}} 5", "你{{1}}好", "{{1}}"),
        bodies(
            "Hi {{1}}.", "*{{1}}* is here", "👋 {{1}}, hello", "Hi {{1}}!\n\n-", "¿{{1}}? Hi {{2}}"
        ),
    ),
    "variables-only": Cases(
        bodies("Hi {{1}}", "no variable", "{{1}}."),
        bodies("{{1}}", "{{1}} {{2}}", " {{First Name}}\n{{2}} ", "{{1}}{{2}}"),
    ),
    "too-few-words": Cases(
        bodies(
            "Hi",
            "one {{1}} two three four",
            "one {{1}} two three four {{2}} five six seven",
            "您好{{1}}订单",
            "ご注文{{1}}です",
            "สั่ง{{1}}แล้ว",
            "안녕 {{1}} 님 주문이 도착",
        ),
        bodies(
            "one {{1}} two three",
            "Hi {{1}}.",
            "{{1}}",
            "one {{1}} two three four {{2}} five six",
            "您{{1}}好",
        ),
    ),
    "marketing-words": Cases(
        (
            *bodies(
                "Your order is on its way.",
                "Your wholesale order",
                "10% of it",
                "We offer you our help, {{Sale}} or not",
            ),
            with_body("Our sale ends today", category="MARKETING"),
            with_body("Tu pedido sale hoy", language="es"),
            with_body("Ihr Auftrag: 50% Wolle", language="de"),
        ),
        (
            *bodies(
                "Our SALE ends today",
                "Get 25% off now",
                "Get 25 % off",
                "a discount for you",
                "Shop now!",
                "it is Black Friday",
                "Please buy{{1}}now, it is here",
            ),
            with_header("Sale!"),
            with_body("Ihr Rabatt ist da", language="de"),
            with_body("Un descuento para ti", language="es_MX"),
            with_body("Seu desconto chegou", language="pt_BR"),
            with_body("今日は black friday です", language="ja"),
        ),
    ),
}
