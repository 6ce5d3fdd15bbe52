"""The sides of which a text asks which one it is, before it ("Japan vs India: who …") or behind it."""

from __future__ import annotations

import re

from kg.asking.bearers import company_in, country_in
from kg.asking.regions import region_in
from kg.asking.word_lists import word_lists
from kg.store.embedded import Store

__all__ = ["put_behind"]


def put_behind(store: Store, text: str) -> tuple[str, list[str]]:
    """A text that asks which of some sides, with these behind all else; names among them that nothing bears, left out.

    There they stand apart from whom the text says something of, as commas are no words: "who promised the US more,
    Japan, Qatar or India" is "who promised the US more: either Japan or Qatar or India". Countries that may lose by
    what another promises are left out too: who does is told.
    """
    ways = word_lists()["alternatives"]
    for form in ways["forms"]:
        for found in re.finditer(form.replace("{asks}", ways["asks"]), text, re.IGNORECASE):
            names = [name.strip(" ?.!") for name in re.split(ways["joined"], found["sides"], flags=re.IGNORECASE)]
            sides = [name for name in names if _bears(store, name)]
            others = [name for name in names if name not in sides]
            if len(sides) > 1 and all(re.fullmatch(ways["proper"], name) for name in others):
                asks = " ".join(filter(None, (found["asks"], found.groupdict().get("by")))).rstrip(" ?.!,")
                if re.search(ways["others_promise"], asks, re.IGNORECASE) and all(map(_is_side, sides)):
                    return asks, [*sides, *others]
                return f"{asks}: {ways['words']} {' or '.join(sides)}", others
    return text, []


def _bears(store: Store, name: str) -> bool:
    return _is_side(name) or bool(company_in(store, _plain(name)))


def _is_side(name: str) -> bool:
    return bool(country_in(_plain(name)) or region_in(_plain(name)))


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", name, flags=re.IGNORECASE)
