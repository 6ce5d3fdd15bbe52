"""On whose word reports tell of something: the origins that they go back to, by the side that each speaks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.model import codes
from kg.model.phrases import with_article
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, speakers
from kg.questions.said import listed
from kg.store.nodes import expand

__all__ = ["most_often", "origins"]

_OFTEN = 2  # origins named of one pledge, those that most reports go back to
_NAMED = 4  # origins named of one side, and sides; more are counted


def origins(reader: Reader, rows: Sequence[Row]) -> str:
    """As `for India: Piyush Goyal (8); for no side: Mid-day (1)`, each with the number of its reports."""
    told = Sources.of(reader.store)
    claims = {item.iri: item for pledge in {row["pledge"] for row in rows} for item in told.claims(pledge)}
    spoken: dict[str, Counter[frozenset[str]]] = {}
    reports: dict[str, set[str]] = {}
    for row in rows:
        origin = row["origin"] or row["publisher"]
        spoken.setdefault(origin, Counter())[speakers(claims[row["claim"]])] += 1
        reports.setdefault(origin, set()).add(row["report"])
    sides: dict[frozenset[str], list[str]] = {}
    for origin in sorted(spoken, key=lambda name: (-len(reports[name]), name)):
        known = {side: number for side, number in spoken[origin].items() if side} or spoken[origin]
        side = min(known, key=lambda each: (-known[each], sorted(each)))
        sides.setdefault(side, []).append(f"{origin} ({len(reports[origin])})")
    return "; ".join(
        f"for {_side(side) or 'no side'}: {listed(names, _NAMED)}"
        for side, names in sorted(sides.items(), key=lambda item: (not item[0], sorted(item[0])))
    )


def most_often(reader: Reader, pledge: str) -> str:
    """The origins that several reports of a pledge go back to: `, most often The White House (4)`."""
    reports = {item.iri: item.report_iri for item in Sources.of(reader.store).claims(pledge)}
    told: dict[str, int] = {}
    for origin in map(str, reader.node(pledge).get(expand("origin"), ())):
        claims = map(str, reader.node(origin).get(expand("claim"), ()))
        told[reader.label(origin)] = len({reports[claim] for claim in claims if claim in reports})
    ranked = sorted((name for name in told if told[name] > 1), key=lambda name: (-told[name], name))
    if not ranked or len(told) == 1:
        return ""
    return f", most often {listed([f'{name} ({told[name]})' for name in ranked[:_OFTEN]])}"


def _side(side: frozenset[str]) -> str:
    return listed([with_article(codes.party_label(code)) for code in sorted(side)])
