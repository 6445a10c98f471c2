"""How long a text is for Meta, and how many emoji and words it has.

Meta's limits are of "characters", emoji, line breaks and variables as they are written included
(https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components;
providers such as ChatDaddy and 8x8 say the same). Nowhere does Meta define a character. Here it is
a Unicode code point: 👍 is one, 👍🏽 two, a family of four with its joiners seven, and a combining
mark is one of its own, unless Unicode has one code point for the letter with its mark (é). Of the
text as it stands and its composed form (NFC) the shorter one counts. That is what servers count
(`mb_strlen` in PHP and Hack, `len` in Python). UTF-16 units, where each 👍 is two, would refuse
more, and refusing what Meta would accept is the worse error. What people see as one character (a
grapheme cluster) would refuse less, but no source says that Meta counts so.
"""

from __future__ import annotations

import re
from itertools import islice
from unicodedata import normalize

import regex

_CLUSTER = regex.compile(r"\X")
# No language has so many marks in a row (UAX #15, Stream-Safe Text Format), and composing them
# takes the square of their number.
_UNSAFE = regex.compile(r"\p{M}{31}")
# In every emoji there is one of these, and re finds none 6 times as fast as regex.
_PERHAPS_EMOJI = re.compile("[\u203c-\U0010ffff]")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Emoji}\uFE0F|[0-9#*]\u20E3")
# Scripts without spaces between words: each of their characters counts as a word, which is lenient.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
    r"|[\w--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]+",
    regex.VERSION1,
)


def characters(text: str) -> int:
    """The length of a text in characters, as Meta counts them."""
    if text.isascii() or _UNSAFE.search(text):
        return len(text)
    return min(len(text), len(normalize("NFC", text)))


def emoji(text: str, most: int) -> list[str]:
    """The first emoji of a text, `most` at most.

    A sequence such as a flag, a family, a keycap or a skin tone is one. What is shown as text
    unless a variation selector follows, such as ™ or ☎, is none.
    """
    if text.isascii() or not _PERHAPS_EMOJI.search(text) or not _EMOJI.search(text):
        return []
    clusters = (match[0] for match in _CLUSTER.finditer(text))
    return list(islice(filter(_EMOJI.search, clusters), most))


def words(text: str, most: int) -> int:
    """How many words a text has, rather too many than too few; `most` if there are more."""
    # In every script a blank ends a word, and this is a third of the cost.
    begun = (word[0] for word in text.split(None, 2 * most))
    if sum(map(str.isalpha, begun)) >= most:
        return most
    return sum(1 for _ in islice(_WORD.finditer(text), most))
