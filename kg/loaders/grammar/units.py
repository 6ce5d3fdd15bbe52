"""What a number counts: the unit behind it, a model's number, a currency by its local name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kg.loaders.grammar.lexicon import Gazetteer, first_words, words
from kg.model import codes

__all__ = ["FAR", "unit_behind"]

FAR = 48  # characters before a figure that may hold its qualifier
BETWEEN = 6  # words that may stand between a number and "jets"


@cache
def _units() -> Gazetteer[str]:
    skipped = set(words("qualifiers")["units"]["not_goods"])
    forms = codes.forms("unit").items()
    found = {form: code for form, (code, role) in forms if role != "symbol" and code not in skipped}
    return Gazetteer([*((form.lower(), code) for form, code in found.items()), *found.items()])


def unit_behind(text: str, at: int, end: int) -> tuple[str, int] | None:
    """The unit that follows a number, and where it ends; "160 wide-body jets" may have words between."""
    lists = words("qualifiers")["units"]
    lower = text[at : min(end, at + FAR * 2)].lower()
    gap = _GAP.match(lower)
    if not gap or "\n" in gap[0]:
        return None
    for n, found in enumerate(first_words(lower, gap.end())):  # most often the first decides
        offset, word = found.start(), found[0]
        if n > BETWEEN or (offset > gap.end() and _PARTED.search(_DOTTED.sub("", lower[gap.end() : offset]))):
            return None
        if n == 0 and word == "head" and lower.startswith(" of ", offset + 4):
            return "head", at + offset + 4  # of cattle
        hit = _units().at(lower, offset, word)
        if craft := next((name for name in _named_crafts().get(word, ()) if _starts(lower, offset, name)), None):
            return lists["named"][craft], at + offset + len(craft)
        if hit and (n == 0 or hit.value in lists["long"]) and not _COMPOUND.match(lower, hit.end):
            return hit.value, at + hit.end
        if n == 0 and (local := _local(text, at, word)):
            return local, at + offset + len(word)
        known = _VARIANT.sub("", word) in _models()
        if known and (model := _model(lower, at, offset, named=n > 0)):
            return model
        if word in ("and", "to", "for", "in", "from", "by", "with", "on", "of", "at", "will", "that", "percent"):
            return None
    return None


@cache
def _named_crafts() -> Mapping[str, Sequence[str]]:
    """First word → names of craft that begin with it, in the order of the list."""
    found: dict[str, list[str]] = {}
    for name in words("qualifiers")["units"]["named"]:
        found.setdefault(next(first_words(name, 0))[0], []).append(name)
    return found


@cache
def _models() -> frozenset[str]:
    return frozenset(each.lower() for each in words("qualifiers")["units"]["models"])


_GAP = re.compile(r"[\s-]+(?:of\s+)?")
_DOTTED = re.compile(r"\bu\.(?:[sk]\.?)?")
_PARTED = re.compile(r"[,.;:()]")


def _starts(lower: str, at: int, name: str) -> bool:
    """Whether a word or two stand whole at an offset."""
    return lower.startswith(name, at) and not lower[at + len(name) : at + len(name) + 1].isalnum()


def _local(text: str, at: int, word: str) -> str | None:
    """The currency a word like "pesos" stands for, where the text around names one country that has it."""
    known = words("qualifiers")["local"]
    several = known.get(word) or known.get(word.removesuffix("s"))
    if not several:
        return None
    around = text[max(0, at - 400) : at + 200]
    found = [currency for country, currency in several.items() if _named(country).search(around)]
    return found[0] if len(found) == 1 else None


@cache
def _named(country: str) -> re.Pattern[str]:
    names = sorted(form for form, (code, _) in codes.forms("country").items() if code == country and len(form) > 3)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")


_VARIANT = re.compile(r"(?:neo|ceo|xlr|lr|er|f)?s?$")
_COMPOUND = re.compile(
    r"(?<=[a-rt-z]) (?!was|is|has|as|costs|orders|deals)[a-z]{3,}s\b"
)  # "locomotive kits" are no locomotives


def _model(lower: str, at: int, offset: int, *, named: bool) -> tuple[str, int] | None:
    """Model numbers count aircraft: `130 787s`, `20 737 Max 8s`, `12 Boeing 787`, with "jets" where it follows."""
    found = re.match(
        r"[a-z]?\d{3}(?:neo|ceo|xlr|lr|er|x"
        r"|f)?s?(?:-\d{1,4}(?:er|lr|f|x)?s?)?(?: max(?:e?s)?(?: \d{1,2}s?)?)?(?: dreamliners?)?(?: (?:jets|planes"
        r"|aircraft|airliners|freighters|widebodies))?\b",
        lower[offset:],
    )
    if found and (named or re.search(r"s\b|neo\b|max|-\d{3}|aircraft|dreamliner", found[0])):
        return "aircraft", at + offset + found.end()
    return None
