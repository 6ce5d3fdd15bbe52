"""What a side got under its agreements, with the rates before and after, before what it gave."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kg.asking.bearers import country_in
from kg.asking.verdicts.verdict_words import is_asked, words
from kg.model import codes, reference
from kg.model.phrases import few_told, filled, listed, with_article
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, ranked
from kg.questions.benefits.benefit_words import capital
from kg.questions.given_leads import accords_said, with_fates
from kg.questions.said import answer_words
from kg.questions.standing import wholes

__all__ = ["got"]

_NAMED = 5  # things told of each side


def got(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """What other sides gave the one that is asked of, under which agreements, then its own; empty if not asked."""
    side = _side(reader, text)
    accords = list(dict.fromkeys(row["agreement"] for row in rows if row["agreement"]))
    if not side or not accords or "ruling" in reader.filters:
        return ""
    told = words()["got"]
    under = [row for row in rows if row["agreement"]]
    whole = [row for row in under if not {each["given"] for each in under}.intersection(wholes(reader, row["given"]))]
    often = {row["given"]: row for row in whole}  # one may stand in several agreements
    most = sorted(often.values(), key=lambda row: -len(row["reports"]))
    others = {name for iri in accords for name in reader.labels(reader.node(iri), "party")} - {side}
    given_it = [row for row in most if _is_by(others, row)]
    given = {"side": with_article(side), "accords": accords_said(reader, accords)}
    given["things"] = few_told(with_fates(reader, given_it, _thing), _NAMED)
    given["own"] = listed(with_fates(reader, [row for row in most if row not in given_it]), _NAMED)
    return capital(filled(told["sentence" if given["things"] else "none"], given))


def _side(reader: Reader, text: str) -> str:
    """Who got something, by name: as the text says, else who is asked of; of whom others gave something, that one."""
    asked = reader.label(reader.side("country")) if reader.side("country") else ""
    who = re.search(words()["asked"]["getter"], text, re.IGNORECASE)
    giver = re.search(words()["asked"]["giver"], text, re.IGNORECASE)
    if is_asked("got", text):
        return (country_in(who["who"]) if who else "") or asked or _maker(reader)
    by = country_in(giver["who"]) if giver else ""
    return asked if by and asked != by else ""


def _maker(reader: Reader) -> str:
    """Who made the pledge that is asked of."""
    pledge = reader.filters.get("pledge")
    return next(iter(reader.labels(reader.node(pledge), "pledger")), "") if pledge else ""


def _is_by(sides: Collection[str], row: Row) -> bool:
    """Whether one of some sides, or a company of one, gave something."""
    firms = (reference.find_company(name) for name in row["given_by"])
    homes = {codes.party_label(firm["country"]) for firm in firms if firm}
    return not {*row["given_by"], *homes}.isdisjoint(sides)


def _thing(reader: Reader, row: Row) -> str:
    """Something given; of a duty the rates that most reports tell, after and before."""
    claims = Sources.of(reader.store).claims(row["given"])
    duty = {*ranked(claims, "kind")[:1]} <= {*answer_words()["duties"]["kinds"]}
    rates, before = (
        listed([f"{rate:g}%" for rate in ranked(claims, name)], _NAMED, " or ")
        for name in ("rate_percent", "rate_before")
    )
    given = {"label": reader.label(row["given"]), "rate": rates, "before": before}
    return filled(words()["got"]["rate" if rates and duty else "thing"], given)
