"""Files that do not fit our schemas, each with one fault; and what they are without any."""

from __future__ import annotations

_TEMPLATE = """\
name: shop_greeting
category: UTILITY
translations:
  en:
    body: Hello there
"""


def _beside(text: str) -> str:
    return f"{_TEMPLATE}{text}\n"


def _in_translation(text: str) -> str:
    return f"{_TEMPLATE}    {text}\n"


def _button(text: str) -> str:
    return _in_translation(f"buttons: [{text}]")


def _event(text: str) -> str:
    return _button(f"{{type: QUICK_REPLY, text: Go, events: [{text}]}}")


_BAD_TEMPLATES = {
    "a list": "- name: shop_greeting\n",
    "a text": "shop_greeting\n",
    "nothing in it": "{}\n",
    "an unknown key": _beside("colour: red"),
    "an unknown key in a translation": _in_translation("translatons: {}"),
    "no name": _TEMPLATE.replace("name: shop_greeting\n", ""),
    "no category": _TEMPLATE.replace("category: UTILITY\n", ""),
    "no translations": "name: shop_greeting\ncategory: UTILITY\n",
    "empty translations": "name: shop_greeting\ncategory: UTILITY\ntranslations: {}\n",
    "translations as a list": "name: a\ncategory: UTILITY\ntranslations: [{body: Hello}]\n",
    "a name that is a list": _TEMPLATE.replace("shop_greeting", "[shop, greeting]"),
    "the category AUTHENTICATION": _TEMPLATE.replace("UTILITY", "AUTHENTICATION"),
    "a category in small letters": _TEMPLATE.replace("UTILITY", "utility"),
    "an unknown language": _TEMPLATE.replace("en:", "en_AU:"),
    "no body": _TEMPLATE.replace("body: Hello there", "footer: Hello there"),
    "an empty body": _TEMPLATE.replace("body: Hello there", "body:"),
    "a body of several texts": _TEMPLATE.replace("Hello there", "[Hello, there]"),
    "a header without a kind": _in_translation("header: Hello"),
    "a header of two kinds": _in_translation("header: {text: Hello, image: a.png}"),
    "an empty header": _in_translation("header: {}"),
    "an unknown kind of header": _in_translation("header: {audio: a.mp3}"),
    "a header without its file": _in_translation("header: {image: ''}"),
    "a footer that is a map": _beside("footer: {text: Bye}"),
    "a tag that is a list": _beside("tag: [orders, vip]"),
    "sample values as a list": _beside("examples: [Ana]"),
    "a sample value that is a list": _beside("examples: {First Name: [Ana]}"),
    "neither true nor false": _beside("protect: maybe"),
    "a number for true": _beside("close_unassigned: 1"),
    "an unknown way to sync": _beside("sync_meta: sometimes"),
    "an ignored rule without a reason": _beside("ignore: {same-text: ''}"),
    "an ignored rule with blanks for a reason": _beside("ignore: {same-text: '  '}"),
    "ignored rules as a list": _beside("ignore: [same-text]"),
    "two old names": _beside("renamed_from: [one, two]"),
    "an old name of one translation": _in_translation("renamed_from: one"),
    "buttons as a map": _in_translation("buttons: {type: QUICK_REPLY, text: Go}"),
    "a button that is a text": _button("Go"),
    "a button without a type": _button("{text: Go}"),
    "a button without a text": _button("{type: QUICK_REPLY}"),
    "an unknown type of button": _button("{type: COPY_CODE, text: Go}"),
    "an unknown key of a button": _button("{type: QUICK_REPLY, text: Go, colour: red}"),
    "a quick reply with a URL": _button("{type: QUICK_REPLY, text: Go, url: 'https://a.example'}"),
    "a URL button without a URL": _button("{type: URL, text: Go}"),
    "a URL button with events": _button(
        "{type: URL, text: Go, url: 'https://a.example', events: [{tag: vip}]}"
    ),
    "a number to call that is missing": _button("{type: PHONE_NUMBER, text: Go}"),
    "an unsubscribing phone number": _button(
        "{type: PHONE_NUMBER, text: Go, phone_number: '+8613128000000', unsubscribe: true}"
    ),
    "a form that is missing": _button("{type: FLOW, text: Go}"),
    "events as a map": _button("{type: QUICK_REPLY, text: Go, events: {tag: vip}}"),
    "an empty event": _event("{}"),
    "an event of two kinds": _event("{tag: vip, text: Hello}"),
    "an unknown kind of event": _event("{sound: bell}"),
    "an event without its tag": _event("{tag: null}"),
    "a reference without a name": _event("{template: {language: en}}"),
    "a reference in an unknown language": _event("{template: {name: shop_a, language: en_AU}}"),
    "an unknown key of a reference": _event("{template: {name: shop_a, live: true}}"),
    "a reference that may be external": _event("{template: {name: shop_a, external: maybe}}"),
}


def _account(text: str) -> str:
    return f"version: 1\naccounts:\n  main: {{{text}}}\n"


def _project(text: str) -> str:
    return f"version: 1\n{text}\n"


_BAD_CONFIGS = {
    "a list": "- version: 1\n",
    "no version": "templates: templates\n",
    "an unknown version": "version: 2\n",
    "an unknown key": _project("template: templates"),
    "no folder": _project("templates: []"),
    "a folder without a name": _project("templates: ['']"),
    "folders as a map": _project("templates: {folder: templates}"),
    "accounts as a list": _project("accounts: [main]"),
    "a blank in an account's name": _project("accounts: {'my shop': {tenant_id: 1}}"),
    "an unknown key of an account": _account("secret: '${env:SECRET}'"),
    "a literal key": _account("access_key: as-it-is"),
    "a literal secret": _account("access_secret: as-it-is"),
    "a secret after a reference": _account("access_secret: '${env:SECRET}-and-more'"),
    "a phone with letters": _account("phone: 8615x"),
    "a phone that is too short": _account("phone: '1795'"),
    "the tenant 0": _account("tenant_id: 0"),
    "a tenant with a name": _account("tenant_id: shop"),
    "an address without https": _account("base_url: api.nxcloud.com"),
    "an address with a query": _account("base_url: 'https://api.nxcloud.com/?a=b'"),
    "an unknown algorithm": _account("sign_algorithm: sha1"),
    "variables as a list": _account("vars: [shop]"),
    "a blank in a variable's name": _account("vars: {my shop: a}"),
    "a tag id with letters": _account("tags: {orders: x33992}"),
    "links that are resolved sometimes": _account("resolve_short_links: sometimes"),
    "a scope as a list": _project("scope: [shop_*]"),
    "a scope with one pattern as a text": _project("scope: {include: shop_*}"),
    "an empty pattern": _project("scope: {protect: ['']}"),
    "an unknown key of the scope": _project("scope: {exclude: [shop_*]}"),
    "a pruning that is half true": _project("prune: partly"),
    "limits as a number": _project("limits: 30"),
    "an unknown limit": _project("limits: {max_create_percent: 30}"),
    "more than 100 percent": _project("limits: {max_delete_percent: 101}"),
    "less than 0 percent": _project("limits: {max_update_percent: -1}"),
    "a percentage with its sign": _project("limits: {max_delete_percent: 30%}"),
    "no creations": _project("limits: {creations_per_hour: 0}"),
    "an ignored rule without a reason": _project("ignore: {same-text: ''}"),
    "an ignored rule with blanks for a reason": _project("ignore: {same-text: '  '}"),
    "no calls": _project("concurrency: 0"),
    "too many calls": _project("concurrency: 65"),
    "half a call": _project("concurrency: 0.5"),
    "no time": _project("network: {timeout_seconds: 0}"),
    "an unknown key of the network": _project("network: {proxy: none}"),
}

BAD = {"template": _BAD_TEMPLATES, "config": _BAD_CONFIGS}
GOOD = {
    "template": {
        "a template": _TEMPLATE,
        "a footer": _beside("footer: Bye"),
        "no button": _in_translation("buttons: []"),
        "a button": _button("{type: QUICK_REPLY, text: Go}"),
        "an event": _event("{tag: vip}"),
    },
    "config": {
        "a project": _project("prune: true"),
        "an account": _account("access_secret: '${env:SECRET}'"),
    },
}
