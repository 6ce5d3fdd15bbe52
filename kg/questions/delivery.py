"""What became of promises: stated, ordered, contracted, paid or landed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kg.ledger.figures import as_stated
from kg.model import codes, dates
from kg.model.amounts import say
from kg.model.claims import Delivery
from kg.model.phrases import few, few_told
from kg.model.statement import Statement, order
from kg.query.question import answer
from kg.query.reader import Reader, Rows
from kg.query.sources import Sources, cited, countries_in, reports_of
from kg.questions.came_of import COUNTED, by_pledge, said_of
from kg.questions.onward import asking
from kg.questions.progress import Count, Days, Outcome, measure
from kg.questions.same_counts import counter, grouped, held_by_all
from kg.questions.targets import Targets, Version, halted, set_beside

__all__ = ["counted", "counts", "counts_of", "delivery", "reached", "until"]

_SILENT = 4  # pledges named of which nothing is counted; more are counted
_CITED = 3  # reports named in a cell; more are counted
_PHASES = {
    "selected": "allocated or ordered",
    "ordered": "allocated or ordered",
    "contracted": "contracted",
    "disbursed": "paid or landed",
    "paid": "paid or landed",
    "shipped": "paid or landed",
    "operating": "paid or landed",
}
_FILTERS = "pledge country partner pledger recipient kind product status company since until agreement"


@answer(
    "pledge pledge_label phase stage amounts products measured_by reporter period vintage target target_by deadline"
    " share shortfall needed so_far not_measurable said_by reports claims",
    _FILTERS,
    printed=by_pledge,
    words="pledge",
)
def delivery(reader: Reader) -> Rows:
    """What has become of a pledge, side by side: stated, allocated or ordered, contracted, paid or landed.

    That reports tell it as delivered, in part or missed is a row without a figure. Each count has its goods, measurer,
    reporter, period and vintage, and a row for each version of the target it measures: share reached, what is missing,
    and what each month would need. Where target, period and measure do not fit, the row says why.
    """
    told = Sources.of(reader.store)
    held = counts(told)
    silent = []
    counted_of: list[tuple[str, str]] = []
    for iri, values in reader.events():
        if iri in held or said_of(told, iri):
            counted_of.append((reader.told(values)[1] or "", iri))
        else:
            silent.append(iri)
    for _, iri in sorted(counted_of, reverse=True):  # what is told of last comes first
        yield from _Delivered(reader, told, iri, held.get(iri, ())).rows()
    if silent and "pledge" not in reader.filters:
        silent.sort(key=lambda iri: (-reader.reports(iri), reader.label(iri)))
        named = few_told([f"“{reader.label(iri)}”" for iri in silent], _SILENT)
        more = f"; all: {asking('pledges', reader)}" if len(silent) > _SILENT else ""
        of = f"no report counts what came of {len(silent)} more" if counted_of else "these are"
        reader.notes.append(f"{of}: {named}{more}")


def counts_of(reader: Reader, pledge: str) -> Sequence[Mapping[str, Any]]:
    """The rows of `delivery` that count what came of a pledge."""
    known: dict[str, Sequence[Mapping[str, Any]]] = reader.store.memo.setdefault("counts of", {})
    if pledge not in known:  # a whole is asked about for each of its parts
        told = Sources.of(reader.store)
        claims = counts(told).get(pledge)
        rows = _Delivered(reader, told, pledge, claims).rows() if claims else ()
        known[pledge] = [row for row in rows if row["phase"] in COUNTED]
    return known[pledge]


def reached(reader: Reader, pledge: str) -> Mapping[str, Any] | None:
    """The row of `delivery` with the latest share of a pledge's target, of equally late the most often told.

    A share of a firm target says more than one of a ceiling, which counts options.
    """
    of_days = (row for row in counts_of(reader, pledge) if row["period"] or row.get("set_beside"))
    return max((row for row in of_days if row.get("share")), key=_latest, default=None)


def counted(reader: Reader, pledge: str) -> Mapping[str, Any] | None:
    """The row of `delivery` on the latest days of what came of a pledge, of equally late the most often told."""
    held = [row for row in counts_of(reader, pledge) if row["amounts"]]
    return max(held, key=lambda row: (until(row), len(row["reports"]), row["amounts"]), default=None)


def until(row: Mapping[str, Any]) -> date:
    """The last day of a count, else the day it was told last."""
    return (dates.latest(row["period"]) if row["period"] else None) or row["last_told"] or date.min


def _latest(row: Mapping[str, Any]) -> tuple[date, int, bool, str]:
    firm = row.get("ceiling") is False
    return dates.latest(row["period"]) or date.min, len(row["reports"]), firm, row["share"]


def counts(told: Sources) -> Mapping[str, list[Statement]]:
    """Pledge → the claims that count what became of it."""
    return told.store.kept("counts", lambda: _counting(told))


def _counting(told: Sources) -> Mapping[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for event in told.all("Delivery"):
        for claim in told.claims(event):
            for ref in told.referred(claim, "pledge"):
                found.setdefault(told.event(ref), []).append(claim)
    return found


class _Delivered:
    """One pledge with the counts of it."""

    def __init__(self, reader: Reader, told: Sources, iri: str, counts: Sequence[Statement]) -> None:
        self.reader, self.told, self.iri, self.counts = reader, told, iri, counts
        self.targets = Targets(told, iri)

    def rows(self) -> Rows:
        """What was stated, then each count, by stage and period."""
        for version in self.targets.all():
            target = version.target
            row = self._row(version.claims, "stated", say(target.quantity))
            yield {**row, "phase": "stated", "deadline": target.deadline, "target_by": _names(target.by)}
        for status, said in said_of(self.told, self.iri).items():
            yield {**self._row(said, status, ""), "phase": f"told as {status.replace('_', ' ')}"}
        for claims in sorted(grouped(self.counts), key=_by_stage):
            yield from self._count(claims)

    def _count(self, claims: Sequence[Statement]) -> Rows:
        held = held_by_all(claims)
        row = {
            **self._row(claims, held.stage, "; ".join(say(as_stated(amount)) for amount in held.amounts)),
            "phase": _PHASES[held.stage],
            "products": _goods(claims[0]),
            "measured_by": held.measured_by,
            "reporter": counter(held.reporter),
            "period": held.period,
            "vintage": held.vintage,
            **_beneath(claims),
        }
        found = list(_outcomes(claims, self.targets.of(claims), halted(self.targets.claims)))
        fitting: dict[str, tuple[Version, Outcome]] = {}
        for version, outcome in found:
            if outcome.share:  # a target that the count's own report repeats is one
                fitting.setdefault(f"{say(version.target.quantity)} {version.target.deadline}", (version, outcome))
        for version, outcome in fitting.values():
            yield {**row, **_measured(version, outcome)}
        if not fitting:
            yield {**row, "not_measurable": _reasons(held, found)}

    def _row(self, claims: Sequence[Statement], stage: str, amounts: str) -> dict[str, Any]:
        return {
            "pledge": self.iri,
            "pledge_label": self.reader.label(self.iri),
            "stage": stage,
            "amounts": amounts,
            "products": [],
            "said_by": cited(claims),
            "reports": reports_of(claims),
            "claims": sorted(claim.iri for claim in claims),
        }


def _outcomes(
    claims: Sequence[Statement], versions: Sequence[Version], stopped: date | None
) -> Iterator[tuple[Version, Outcome]]:
    """Each amount of a count against the target its own reports set beside it, then against the pledge's figures."""
    held = held_by_all(claims)
    by = frozenset(countries_in(" ".join(filter(None, (held.reporter, held.measured_by)))))
    days = dates.bounds(held.period) if held.period else None
    resumed = bool(stopped and days and days[0] and days[0] > stopped and not _is_span(days))
    for amount in held.amounts:
        for version in (*set_beside(claims), *versions):
            yield version, measure(Count(as_stated(amount), days, by, resumed), version.target)


def _is_span(days: Days) -> bool:
    """Whether a count's days are more than a month: a day or a month may be that by which it was counted."""
    low, high = days
    return low is None or high is None or (low.year, low.month) != (high.year, high.month)


def _measured(version: Version, outcome: Outcome) -> Mapping[str, Any]:
    target = version.target
    return {
        "target": say(target.quantity),
        "set_beside": target.beside,  # no columns of the answer: this and whether it counts options
        "ceiling": target.quantity.qualifier == "up_to",
        "target_by": cited(version.claims)
        if target.beside
        else _names(target.by) or few(cited(version.claims), _CITED, more="{} more"),
        "deadline": target.deadline,
        "share": _percent(outcome.share),
        "shortfall": say(outcome.shortfall) if outcome.shortfall else None,
        "needed": say(outcome.needed) if outcome.needed else None,
        "so_far": say(outcome.so_far) if outcome.so_far else None,
        "not_measurable": outcome.why or None,
    }


def _reasons(held: Delivery, found: Iterable[tuple[Version, Outcome]]) -> str:
    if not held.amounts:
        return "no amount is told"
    if all(amount.unit == "percent" for amount in held.amounts):
        return "a share is told, not the amounts behind it"
    reasons = dict.fromkeys(outcome.why for _, outcome in found)
    return "; ".join(reasons) or "no report of this count says how much was promised"


def _percent(share: tuple[Decimal | None, Decimal | None] | None) -> str | None:
    low, high = share or (None, None)
    if low is None and high is None:
        return None
    if low is None or high is None:
        return f"at most {high}%" if low is None else f"at least {low}%"
    return f"{low}%" if low == high else f"{low}–{high}%"


def _by_stage(claims: Sequence[Statement]) -> tuple[Any, ...]:
    held = claims[0].claim
    stage = getattr(held, "stage", "")
    return list(_PHASES).index(stage), str(claims[0].happened or "9999"), order(claims[0])


def _beneath(claims: Sequence[Statement]) -> Mapping[str, Any]:
    """What is no column of the answer, to set counts side by side: figures, goods (IRIs), when it was told last."""
    return {
        "figures": [as_stated(amount) for amount in held_by_all(claims).amounts],
        "goods": claims[0].products,
        "last_told": max((claim.published for claim in claims if claim.published), default=None),
    }


def _goods(statement: Statement) -> list[str]:
    """What a count is of, by the names of the goods; as printed where none of its words is known."""
    printed = [product.name for product in getattr(statement.claim, "products", ())]
    return sorted({codes.label(iri) for iri in statement.products} or printed)


def _names(party_codes: Iterable[str]) -> list[str]:
    return sorted(map(codes.party_label, party_codes))
