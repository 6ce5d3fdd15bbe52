"""How much of one pledge is what companies promised themselves, and whether any report counts that in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.asking.taken import Taken
from kg.model.phrases import sentence_case, with_article
from kg.query.names import resolve
from kg.query.reader import Reader, Row
from kg.questions.added_up import figures
from kg.questions.said import at_most, listed
from kg.store.embedded import Store

__all__ = ["counted_inside"]

_NAMED = 6  # companies, and pledges that are counted in


def counted_inside(store: Store, rows: Sequence[Row], taken: Taken, words: Mapping[str, str]) -> str:
    """What each company promised itself (rows of `totals`), and which of these pledges are parts of the whole."""
    reader = Reader(store, "latest", {})
    whole = resolve(store, taken.whole, "pledge")
    inside = {*reader.with_parts([whole])}
    firms: dict[str, list[Row]] = {}
    for row in rows:
        firms.setdefault(str(row["pledger"] or taken.filters.get("pledger", "")), []).append(row)
    each = []
    for firm, own in firms.items():
        told = listed(map(at_most, figures(own)))
        each.append(words["each" if told else "nothing"].format(who=with_article(firm), figures=told))
    lines = {row["pledge"]: f"“{row['pledge_label']}”" for row in rows if row["pledge"] in inside}
    given = {"each": sentence_case(listed(each, _NAMED)), "whole": reader.label(whole)}
    given["counted"] = listed([*lines.values()], _NAMED)
    return words["some" if lines else "none"].format(**given)
