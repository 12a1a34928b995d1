"""Folding: one form for all spellings of a word, so that «Sécurité» is found by «securite».

Pure. `fold` takes case, accents and punctuation away; what is left is words with one space between
them. It changes nothing that it has made itself: fold(fold(x)) == fold(x).
"""

from __future__ import annotations

import re
import unicodedata

# Letters that decompose into nothing, though people write them without the stroke.
STROKES = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h"}
)
NOT_A_WORD = re.compile(r"[^a-z0-9+#]+")

# Letters, digits, vowel signs that stand on their own, symbols such as emoji, and the two signs
# that tell C++ and C# from C. Format characters (soft hyphens, joiners) vanish inside a word.
KEPT = ("L", "N", "Mc", "So")
DROPPED = ("Mn", "Me", "Cf")

# A query longer than this isn't one: the rest is left out.
MAX_QUERY = 200
MAX_TERMS = 12


def fold(text: str) -> str:
    """The words of a text, lower case, without accents, one space between them."""
    if text.isascii():
        return NOT_A_WORD.sub(" ", text.lower()).strip()
    plain = _decomposed(_decomposed(text).translate(STROKES))
    return " ".join("".join(_signs(plain)).split())


def _decomposed(text: str) -> str:
    """Compatibility forms apart, case gone. Twice: what casefold makes may decompose again."""
    once = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFKD", once.casefold())


def _signs(text: str) -> list[str]:
    signs = []
    for sign in text:
        category = unicodedata.category(sign)
        if category.startswith(KEPT) or sign in "+#":
            signs.append(sign)
        elif category not in DROPPED:
            signs.append(" ")
    return signs


def distinct_words(texts: list[str]) -> str:
    """Each word of the texts once, in order of the alphabet, with one space between them.

    A term of a query holds no space, so it occurs in the texts exactly where it occurs in this.
    """
    return " ".join(sorted(set(fold(" ".join(texts)).split())))


def terms_of(query: str) -> tuple[str, ...]:
    """The words that a person asks for, each once, in their order.

    Only the first 200 characters and 12 words count.
    """
    return tuple(dict.fromkeys(fold(query[:MAX_QUERY]).split()))[:MAX_TERMS]
