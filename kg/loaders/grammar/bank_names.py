"""Names of banks, funds and agencies that no list holds, by their form, and the letters that names are shortened to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.loaders.grammar.entities import Mention, is_title
from kg.loaders.grammar.lexicon import vocabulary

__all__ = ["abbreviates", "acronym", "find_banks"]

_BANK_WORDS = frozenset(
    ("Bank", "Fund", "Authority", "Corporation", "Institute", "Agency", "Organisation", "Organization", "Board")
)
_BANK = re.compile(
    r"\b(?:(?:[A-Z][\w’'-]{1,30} ){1,3}(?:Development|Investment|Export-Import|Exim|Infrastructure)"
    r" (?:Bank|Fund)\b(?: Group\b)?"
    r"|(?:[A-Z][\w’'-]{1,30} )?(?:Development|Export-Import|Exim) Bank of (?:the )?[A-Z][\w’'-]{1,30}"
    r"(?: (?:and )?[A-Z][\w’'-]{1,30}){0,2}"
    r"|(?:[A-Z][\w’'-]{1,30} ){1,3}(?:Sovereign Wealth Fund|Wealth Fund|Investment Authority|Development Finance"
    r" (?:Corporation|Institution)|International Cooperation Agency|Development Agency)"
    r"|(?:[A-Z][\w’'-]{1,30} ){1,3}(?:Authority|Corporation|Organi[sz]ation|Agency) (?:for|of) [A-Z][\w’'-]{1,30}"
    r"(?: (?:and )?[A-Z][\w’'-]{1,30}){0,2}"  # a state's buyer: "General Authority for Supply Commodities"
    r"|(?:[A-Z][\w’'-]{1,30} ){1,2}(?:Grains?|Food|Wheat|Cereals?)"
    r" (?:Authority|Corporation|Organi[sz]ation|Agency|Board))"
)
_ACRONYM = re.compile(r" \(([A-Z][A-Za-z&-]{1,11})\)")


def find_banks(text: str, start: int, end: int) -> Iterator[Mention]:
    """Development banks, export banks, state funds by the form of their name: "Korea Development Bank"."""
    if _BANK_WORDS.isdisjoint(vocabulary(text, start, end)) or is_title(text[start:end]):
        return
    for match in _BANK.finditer(text, start, end):
        name = re.sub(r"^(?:The|A|An|In|From|By|With|And)\s+|^.*['’]s?\s+", "", match[0])
        yield Mention(match.end() - len(name), match.end(), "agency", name, "name", name)


def acronym(text: str, mention: Mention) -> str | None:
    """The short name in brackets behind a name: "China Aviation Supplies (CASC)"."""
    found = _ACRONYM.match(text, mention.end)
    if found is None:
        return None
    several = sum(letter.isupper() for letter in found[1]) > 1
    return found[1] if several or found[1][:2] == mention.text[:2] else None


def abbreviates(letters: str, name: str) -> bool:
    """Whether letters begin the words of a longer name: "AfDB", "African Development Bank"."""
    parts = re.findall(r"[A-Z][a-z]*", letters)
    longer = [word for word in re.split(r"[ -]", name.removesuffix(" Group")) if word[:1].isupper()]
    return (
        sum(letter.isupper() for letter in letters) > 2
        and "".join(parts) == letters
        and len(parts) == len(longer)
        and all(word.startswith(part) for word, part in zip(longer, parts, strict=True))
    )
