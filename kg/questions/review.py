"""What a person should look at: pairs of claims that may be one event, and pledges that may stand to each other."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import Any

from kg.identity import grouping, relations
from kg.identity.grouping import Pair
from kg.identity.likeness import CANDIDATE, SAME, compare
from kg.identity.relations import Proposal
from kg.identity.traits import Traits
from kg.model import amounts
from kg.model.iris import ID
from kg.model.statement import Statement, order
from kg.query.sources import cited
from kg.query.table import Row, Section, Table
from kg.store.embedded import REPORTS, Store
from kg.store.reports import Reports, statements

__all__ = ["review", "unsupported"]

_COLUMNS = ("taken_for", "a_says", "b_says", "decide", "parts", "score", "a", "b")
_TAKEN = {"same": "one event", "different": "two events"}
_SURE = ((0.15, "barely"), (0.35, "probably"))  # distance from the threshold → in words; beyond, "surely"


def review(store: Store, rows: int) -> Table:
    """How pledges may stand to each other, with the proof; then candidate pairs without a decision, doubtful first.

    `decide` is the line to paste. A relation that a claim or a decision gives already is not proposed again.
    """
    reports = Reports(store)
    claims = [item for report in store.reports() for item in reports.statements(report)]
    known = reports.decisions
    related = relations.proposals(_events(store, claims))
    related = [item for item in related if frozenset((item.a.iri, item.b.iri)) not in known.pairs]
    open_ = [pair for pair in grouping.pairs(claims) if frozenset((pair.a.iri, pair.b.iri)) not in known.pairs]
    open_.sort(key=lambda pair: (abs(pair.likeness.score - SAME), pair.a.iri, pair.b.iri))
    notes = (
        f"{len(open_)} pairs and {len(related)} relations can be decided: paste the line in `decide`, or its opposite; "
        "`kg different A B` also takes a proposed relation off the list",
    )
    told = tuple(islice(chain(map(_relation, related), map(_pair, open_)), rows))
    sections = tuple(map(_section, told))
    return Table(_COLUMNS, told, "review", "covered" if told else "none", notes, sections=sections)


def _events(store: Store, claims: Iterable[Statement]) -> list[list[Statement]]:
    """The claims of each event, as the store holds them."""
    told = {claim.iri: claim for claim in claims}
    heads = (event for event, itself in store.pairs("event") if event == itself)
    held = ([told[str(iri)] for iri in store.objects(event, "claim") if str(iri) in told] for event in heads)
    return sorted((sorted(group, key=order) for group in held if group), key=lambda group: order(group[0]))


def _relation(found: Proposal) -> dict[str, Any]:
    return _row(found.relation, found.a, found.b, found.relation.replace("_", "-"), [found.why], None)


def _pair(pair: Pair) -> dict[str, Any]:
    score = pair.likeness.score
    verdict = "same" if score >= SAME else "different"
    sure = next((word for limit, word in _SURE if abs(score - SAME) < limit), "surely")
    parts = [f"{name} {value:.2f}" for name, value in pair.likeness.parts.items()]
    return _row(verdict, pair.a, pair.b, verdict, [sure, *parts], score)


def _section(row: Row) -> Section:
    """A row as people read it: what each says, what speaks for it and against it in words, the line to paste."""
    title = f"Taken for {_TAKEN.get(row['taken_for'], row['taken_for'].replace('_', ' '))}"
    sure, *parts = row["parts"]
    told = [("one says", row["a_says"]), ("other says", row["b_says"])]
    if row["score"] is None:
        told.append(("because", sure))
    else:
        title = f"{title}, {sure}"
        for name, held in (("for one event", _speaking(parts, 1)), ("against", _speaking(parts, -1))):
            told += [(name, held)] if held else []
    told.append(("decide", row["decide"]))
    rows = tuple({"part": part, "sentence": text} for part, text in told)
    return Section(title, ("part", "sentence"), rows, whole=True, fixed=True)


def _speaking(parts: Iterable[str], sign: int) -> str:
    """The parts of a score that speak for one event (1) or against it (-1), the weightiest first, without numbers."""
    held = [(name, float(value) * sign) for name, _, value in (part.rpartition(" ") for part in parts)]
    return ", ".join(name for name, value in sorted(held, key=lambda item: (-item[1], item[0])) if value > 0)


def _row(
    taken_for: str, a: Statement, b: Statement, command: str, parts: list[str], score: float | None
) -> dict[str, Any]:
    return {
        "taken_for": taken_for,
        "a_says": _says(a),
        "b_says": _says(b),
        "decide": f'kg {command} {a.iri.removeprefix(ID)} {b.iri.removeprefix(ID)} --by "" --why ""',
        "parts": parts,
        "score": score,
        "a": a.iri,
        "b": b.iri,
    }


def unsupported(store: Store, a: str, b: str) -> str | None:
    """Both claims side by side if nothing supports that they tell of one event; None if something does.

    Whoever knows better may still decide so: a person's decision wins.
    """
    told = {item.iri: item for report in map(_report, (a, b)) for item in statements(store, report)}
    if a not in told or b not in told:
        return None  # no such claim: deciding says so
    one, two = Traits(told[a]), Traits(told[b])
    found = compare(one, two)
    if found.score >= CANDIDATE:
        return None
    against = [name for name, value in sorted(found.parts.items(), key=lambda part: part[1]) if value < 0][:4]
    why = found.veto or ("they differ in " + ", ".join(against) if against else "they have too little in common")
    return "\n".join(
        ("Nothing supports that these are one event:", *(f"- {_in_full(x)}" for x in (one, two)), f"{why}.")
    )


def _report(claim: str) -> str:
    return REPORTS + claim.removeprefix(REPORTS).split("/")[0]


def _in_full(traits: Traits) -> str:
    """Who towards whom, kind, figures and goods of a claim, and its words."""
    statement = traits.statement
    sides = " → ".join(", ".join(side) for side in statement.sides if side)
    figures = ", ".join(map(amounts.say, statement.quantities)) or "no figure"
    goods = ", ".join(product.name for product in getattr(statement.claim, "products", ())) or "no goods"
    kind = getattr(statement.claim, "kind", statement.claim.KIND)
    return f"{sides}: {kind}, {figures}, {goods} ({_says(statement)})"


def _says(statement: Statement) -> str:
    told = statement.claim.evidence or ", ".join(name for side in statement.sides for name in side)
    return f"{cited([statement])[0]}: {told}"
