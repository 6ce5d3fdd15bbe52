"""Where reports disagree, and how a pledge moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kg.model import codes, dates
from kg.model.claims import Pledge
from kg.query.reader import Reader, Rows, answer
from kg.query.sources import Sources, cited
from kg.store.embedded import Store
from kg.store.nodes import Values, expand

__all__ = ["TERMS", "conflicts", "history"]

TERMS = ("profit_split", "selection", "snap_back", "review", "fixed_quota")  # conditions of which wordings stand apart
_NOT_COMPARED = (
    "whether it is paid in cash, as loans or as equity, and by whom, is kept in no field and not compared here: "
    "`kg ask evidence --pledge …` has the words"
)
_FILTERS = "pledge country pledger recipient kind product status company since until"


@answer("pledge pledge_label field value said_by sides origins reports claims", f"{_FILTERS} between")
def conflicts(reader: Reader) -> Rows:
    """Every field on which reports of one pledge disagree, side by side, with who says which and when.

    `sides` are those whose own word a value is: pledger, recipient. With `between` only fields are told on which these
    two do not say the same. Terms of a pledge, such as a profit split, stand there in the words of each, where more
    than one account of them is given: words are not compared.
    """
    told = list(_by_pledge(reader, "conflicts", lambda row: (row["field"], row["value"])))
    told += (row for iri, values in reader.events() for row in _terms(reader, iri, values))
    told.sort(key=lambda row: row["pledge"])
    if told and "pledge" in reader.filters:
        reader.notes.append(_NOT_COMPARED)
    if "between" in reader.filters:
        accounts: dict[tuple[str, str], dict[str, set[str]]] = {}
        for row in told:
            for side in row["sides"]:
                accounts.setdefault((row["pledge"], row["field"]), {}).setdefault(side, set()).add(row["value"])
        apart = {key for key, said in accounts.items() if len(said) > 1 and len(set(map(frozenset, said.values()))) > 1}
        told = [row for row in told if (row["pledge"], row["field"]) in apart]
    yield from told


def _terms(reader: Reader, iri: str, values: Values) -> Rows:
    """The terms of a pledge as each account words them; none of a kind that only one side, or one text, tells of."""
    claims = Sources.of(reader.store).claims(iri)
    sides = {str(item): side for side in ("pledger", "recipient") for item in values.get(expand(side), ())}
    for kind in TERMS:
        told = [
            (term, claim)
            for claim in claims
            if isinstance(claim.claim, Pledge)
            for term in claim.claim.terms
            if term.kind == kind
        ]
        if len({term.said_by for term, _ in told}) < 2:  # one side's account has nothing to stand beside
            continue
        for text in sorted({term.text for term, _ in told}):
            by = [(term, claim) for term, claim in told if term.text == text]
            held = [claim.iri for _, claim in by]
            speakers = {party.iri for term, _ in by if term.said_by and (party := codes.party(term.said_by))}
            yield {
                "pledge": iri,
                "pledge_label": reader.label(iri),
                "field": kind,
                "value": text,
                "said_by": cited([claim for _, claim in by]),
                "sides": sorted({sides[each] for each in speakers if each in sides}),
                "origins": reader.origins(held, reader.parts(iri)),
                "reports": sorted({claim.report_iri for _, claim in by}),
                "claims": sorted(held),
            }


@answer("pledge pledge_label valid_from status basis known_from known_until source url claims", _FILTERS)
def history(reader: Reader) -> Rows:
    """How a pledge moved: each change of status, when it held and when it was known, with its source.

    Of one pledge asked for those that it took the place of, or that took its place, are told as well: a raised figure
    is a pledge of its own.
    """
    line = _line(reader.store, reader.filters["pledge"]) if "pledge" in reader.filters else []
    others = (Reader(reader.store, reader.policy, {**reader.given, "pledge": iri}) for iri in line)
    told = (row for each in (reader, *others) for row in _by_pledge(each, "history", _when))
    for row in told:
        yield {
            **row,
            "valid_from": row["printed"] or row["valid_from"],
            "known_from": _as_printed(row["known_from"], row["published"]),
            "source": f"{row['publisher']}, {row['published'] or 'undated'}",
        }


def _line(store: Store, pledge: str) -> list[str]:
    """The pledges before and after one, each taking the place of the one before."""
    found = [pledge]
    for at in found:
        near = {*store.subjects("supersedes", at), *map(str, store.objects(at, "supersedes"))}
        found += sorted(near - {*found})
    return found[1:]


def _as_printed(day: date | None, published: str | None) -> date | str | None:
    """The day on which a report told it as the report prints it: of a page with a month, the month."""
    return published if published and dates.earliest(published) != day == dates.latest(published) else day


def _by_pledge(reader: Reader, query: str, order: Any) -> Iterator[Mapping[str, Any]]:
    """Rows of a query for the pledges that the filters let through."""
    for _, rows in reader.asked(query):
        yield from sorted(rows, key=order)


def _when(row: Mapping[str, Any]) -> tuple[date, date, str]:
    first, known = (day if isinstance(day := row[name], date) else date.max for name in ("valid_from", "known_from"))
    return first, known, row["status"]
