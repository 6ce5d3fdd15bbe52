"""On whose word reports tell of something: the origins that they go back to, by the side that each speaks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.ledger.status import AXES, DENIED, axis
from kg.model import codes
from kg.model.phrases import filled, sentence_case, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, is_voice, reports_of, speakers
from kg.questions.said import answer_words, listed, spoken
from kg.store.nodes import expand

__all__ = ["by_side", "deniers", "most_often", "origins", "origins_first", "told_over"]

_OFTEN = 2  # origins named of one pledge, those that most reports go back to
_NAMED = 4  # origins named of one side, and sides; more are counted


def origins(reader: Reader, rows: Sequence[Row]) -> str:
    """Whose word the claims of rows are, by side; whose word is a denial apart."""
    told = Sources.of(reader.store)
    held = {item.iri: item for pledge in {row["pledge"] for row in rows} for item in told.claims(pledge)}
    claims = [held[row["claim"]] for row in rows]
    denied = [claim for claim in claims if claim.status == DENIED]
    said = [by_side([claim for claim in claims if claim.status != DENIED])]
    said += [answer_words()["whose"]["denied"].format(whose=by_side(denied))] if denied else []
    return "; ".join(filter(None, said))


def by_side(claims: Sequence[Statement]) -> str:
    """As `for India: Piyush Goyal (8); for no side: Mid-day (1)`, each with the number of its reports.

    An outlet is no voice of a side: of one that tells whose word it is, that it passes it on.
    """
    told_by: dict[str, list[Statement]] = {}
    for claim in claims:
        told_by.setdefault(claim.origin, []).append(claim)
    reports = {origin: len(reports_of(held)) for origin, held in told_by.items()}
    sides: dict[frozenset[str], list[str]] = {}
    for origin in sorted(told_by, key=lambda name: (-reports[name], name)):
        own_claims = told_by[origin]
        often = Counter(map(speakers, own_claims))
        known = {side: number for side, number in often.items() if side} or often
        side = min(known, key=lambda each: (-known[each], sorted(each)))
        own = not side or any(is_voice(claim, origin) for claim in own_claims)
        who = origin if own else answer_words()["whose"]["passed_on"].format(source=origin)
        sides.setdefault(side, []).append(f"{who} ({reports[origin]})")
    return "; ".join(
        f"for {_side(side) or 'no side'}: {listed(names, _NAMED)}"
        for side, names in sorted(sides.items(), key=lambda item: (not item[0], sorted(item[0])))
    )


def origins_first(reader: Reader, rows: Sequence[Row], lead: str) -> str:
    """A lead that begins with whose word it is, where that is what is asked."""
    whose = f"{spoken(sentence_case(origins(reader, rows)))}."
    return f"{whose} {lead.replace(f' {whose}', '', 1)}"


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


def deniers(claims: Sequence[Statement]) -> str:
    """Those whose word denials are, each once; where none of them says whose, that no one is named.

    An outlet that tells of a denial denies nothing itself.
    """
    named = dict.fromkeys(with_article(who) for claim in claims if (who := _denier(claim)))
    return listed(named) or str(answer_words()["whose"]["nobody"])


def told_over(reader: Reader, event: str) -> str:
    """That some report tells an event as over in a way in which it does not stand, on whose word; else nothing."""
    stands = {reader.status(event, reader.node(event), each) for each in AXES}
    over: dict[str, list[Statement]] = {}
    for claim in Sources.of(reader.store).claims(event):
        if claim.status and axis(claim.status) == "ending" and claim.status not in stands:
            over.setdefault(claim.status, []).append(claim)
    told = []
    for status, claims in sorted(over.items()):
        who = [with_article(name) for claim in claims if claim.claim.attributed_to for name in claim.origins]
        given = {"status": status, "who": listed(who), "by": by(claims)}
        told.append(filled(answer_words()["told_over"]["each"], given))
    return listed(told)


def _denier(claim: Statement) -> str:
    """Whom a claim has its denial from: who is cited, else the side whose word it is; empty where it says neither."""
    if claim.claim.attributed_to:
        return claim.origin
    side = codes.party(claim.claim.said_by or "")
    return side.label if side else ""


def _side(side: frozenset[str]) -> str:
    return listed([with_article(codes.party_label(code)) for code in sorted(side)])
