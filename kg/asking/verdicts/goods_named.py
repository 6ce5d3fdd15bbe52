"""Which goods reports name in a pledge, where it is asked which they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model import codes
from kg.model.phrases import filled
from kg.query.reader import Reader, Row
from kg.query.sources import Sources
from kg.questions.said import counted, listed

__all__ = ["goods_named"]

_NAMED = 8  # goods named, those that most reports name first; more are counted


def goods_named(reader: Reader, rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """Each goods with how many reports of the one pledge (a row of `pledges`) name it; nothing of several pledges."""
    if len(rows) != 1:
        return ""
    claims = Sources.of(reader.store).claims(rows[0]["pledge"])
    found: dict[str, set[str]] = {}
    for item in claims:
        for goods in item.products:
            found.setdefault(codes.label(goods), set()).add(item.report_iri)
    often = sorted(found, key=lambda goods: (-len(found[goods]), goods))
    each = [filled(words["each"], {"goods": goods, "number": str(len(found[goods]))}) for goods in often]
    given = {"each": listed(each, _NAMED), "reports": counted(len(rows[0]["reports"]), "report")}
    return filled(words["sentence" if each else "none"], given)
