"""What a text joins for one filter: goods, kinds, companies that promise, and those that these order from."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.asking.part import Part
from kg.asking.taken import Taken

__all__ = ["alternatives", "gaining_by_all", "sellers"]


def alternatives(part: Part, filters: Mapping[str, str]) -> list[tuple[str, str]]:
    """A filter with each of the values that the text joins for it: "lapsed or suspended", "soy, wheat and cotton"."""
    more = [item for item in part.found.more if item[1] not in part.compared]  # one command has all of those
    last = [item for item in more if re.search(rf"\b(and|or)\s+(?:other\s+)?{re.escape(item[2])}\b", part.text)]
    joined = [item for item in more if item in last or re.search(rf",\s*{re.escape(item[2])}\b", part.text)]
    name = next((name for name, *_ in last if name in filters), None)
    acting = [item for item in joined if item[0] == "company" and item[1] not in filters.values()]
    firms = {value for name, value, _ in part.found.more if name == "company"}
    promise = not part.found.company or not firms.isdisjoint((part.found.company, filters.get("pledger")))
    if "pledger" in filters and promise and any(item[0] == "company" for item in last):
        others = (value for _, value, word in acting if not _is_seller(part, word))
        return [("pledger", filters["pledger"]), *(("pledger", value) for value in others)]  # "Roche and Novartis"
    if name is None:
        return []
    return [(name, filters[name]), *((name, value) for each, value, _ in joined if each == name)]


def gaining_by_all(part: Part, taken: Taken) -> list[dict[str, str]]:
    """Of companies of which it is asked who gains by what several promised each by all of it: "Boeing or GE"."""
    firms = [value for name, value in alternatives(part, taken.filters) if name == "company"]
    sides = [name for side, name in part.found.compared if side == "pledger"]
    if taken.question != "beneficiaries" or len(firms) < 2 or len(sides) < 2:
        return []
    return [{**taken.filters, "pledger": ", ".join(sides), "company": firm} for firm in firms]


def sellers(part: Part, filters: Mapping[str, str]) -> list[str]:
    """The companies that those who promise are said to order from, where the question has none yet."""
    if "pledger" not in filters or "company" in filters:
        return []
    return [value for name, value, word in part.found.more if name == "company" and _is_seller(part, word)]


def _is_seller(part: Part, word: str) -> bool:
    """Whether a company is one that others order from: "from Boeing and from Airbus"."""
    return bool(re.search(rf"\bfrom (?:[\w-]+(?: and| or|,) (?:from )?)?{re.escape(word)}\b", part.text))
