"""Faults of reports, pure: told with report, claim and words, never corrected.

An office that another held that day, a conversion off by more than the day's rate, a figure off by a power of ten, a
delivery before its promise, a deadline already past, parts above their whole.
"""

from __future__ import annotations

import operator
import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import reduce

from kg.ledger.figures import slips
from kg.model import amounts, codes, dates, offices, reference
from kg.model.amounts import Quantity
from kg.model.claims import Claim, Delivery, Pledge
from kg.model.intervals import Interval
from kg.model.rates import ecb
from kg.model.record import Record
from kg.model.statement import Statement, quantity_of

__all__ = ["Row", "findings", "misled", "misnamed", "slipped", "unquoted"]

_GAINING = ("supplier", "investee", "operator", "subsidised")  # roles of companies that a pledge benefits


@dataclass(frozen=True, slots=True)
class Row:
    """One error or finding; `where` is a node with a path, or the words at fault."""

    level: str
    what: str
    where: str
    message: str
    report: str = ""
    claim: str = ""


def findings(record: Record, claims: Sequence[Statement], known: dict[str, Statement]) -> list[Row]:
    """Faults of one report. `known` are claims by IRI, of this report and others, that its claims may refer to."""
    near = ChainMap({item.claim.id: item for item in claims if item.claim.id}, known)
    rows = [*_undated(record), *_offices(record, claims)]
    for item in claims:
        rows += [*_conversions(item), *_deadlines(item), *_early(item, near), *_components(item)]
    return rows + list(_parts(claims, near))


def _finding(what: str, item: Statement, words: str, message: str) -> Row:
    return Row("finding", what, words, message, item.report_iri, item.iri)


# --- the report itself

_DAY_IN_ADDRESS = re.compile(r"(?<!\d)(20[0-9]{2})[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12][0-9]|3[01])(?!\d)")


def _undated(record: Record) -> Iterator[Row]:
    """A report without a date whose address names a day: whoever reads the page can tell whether it is its own."""
    url = record.report.url or ""
    found = _DAY_IN_ADDRESS.search(url)
    if record.report.published is None and found:
        told = f"The report has no date, its address names {'-'.join(found.groups())}: read the page and date it."
        yield Row("finding", "undated", url, told, record.report.iri)


# --- offices


def _offices(record: Record, claims: Sequence[Statement]) -> Iterator[Row]:
    """Officials named in an office that, by reference, somebody else held on every day the report can be of."""
    first, last = _days(record, claims)
    for official in record.officials:
        if official.country is None or official.office is None or offices.is_former(official.office):
            continue
        where = f"{official.name}, {official.office}, {official.country}"
        if meant := offices.misprint(official.name, official.office, official.country, (first, last)):
            if offices.is_slip(official.name, meant["name"]):
                told = f"{official.name} in this office is taken for {meant['name']} ({meant['source_publisher']})."
                yield Row("finding", "misprint", where, told, record.report.iri)
            continue
        if first is None or last is None:
            continue
        holder = offices.other_holder(official.name, official.office, official.country, first, last)
        if holder:
            since = f" since {holder['valid_from']}" if holder["valid_from"] else ""
            told = (
                f"The report, of {record.report.published or first}, names {official.name} in this office; by "
                f"reference data {holder['name']} held it: {holder['office']}{since} ({holder['source_publisher']})."
            )
            yield Row("finding", "office", where, told, record.report.iri)


def misnamed(event: Sequence[Statement], near: Sequence[date] = ()) -> dict[str, str]:
    """Officials named on an event in an office that another held, as printed or as reference data writes them → who.

    A report without a day is of the event's days, or of those `near` it.
    """
    found: dict[str, str] = {}
    present = {known for claim in event for item in claim.record.officials if (known := claim.official(item.name))}
    for claim in event:
        days = [day for day in (claim.published, claim.day) if day] or [item.day for item in event if item.day]
        days = days or list(near)
        for item in claim.record.officials if days else ():
            if item.name not in getattr(claim.claim, "officials", ()) or item.office is None or item.country is None:
                continue
            known = claim.official(item.name) or item.name
            holder = offices.other_holder(known, item.office, item.country, min(days), max(days), present)
            if holder and not offices.is_former(item.office):
                found[known] = holder["name"]
    return found


def misled(event: Sequence[Statement]) -> Iterator[Row]:
    """The same as findings, of reports without a date: that of their events places them."""
    for name, holder in misnamed(event).items():
        for item in event:
            if item.published is None and name in getattr(item.claim, "officials", ()):
                told = f"The event's other reports place this one; {holder} held the office in which it names {name}."
                yield _finding("office", item, name, told)


def _days(record: Record, claims: Sequence[Statement]) -> tuple[date | None, date | None]:
    """First and last day that a report can be of; without a date, the days that its claims are about."""
    if record.report.published:
        return dates.bounds(record.report.published)
    told = [day for item in claims if item.happened for day in dates.bounds(item.happened) if day]
    return (min(told), max(told)) if told else (None, None)


# --- figures

_POWERS = {10: "ten", 100: "a hundred", 1000: "a thousand", 1_000_000: "a million"}
_NEAR = Decimal("0.1")  # a slip of the decimal point leaves the digits: this near to the power of ten it is one


def _conversions(item: Statement) -> Iterator[Row]:
    """Converted figures that no rate of the days around the report gives for the figure before them."""
    before: Quantity | None = None
    for amount, quantity in zip(item.amounts, item.quantities, strict=True):
        if not amount.converted:
            before = quantity
            continue
        after = replace(quantity, recurrence=before.recurrence) if before else None
        on = item.published or item.day
        if before and after and on and amounts.compare(before, after, on=on, rates=ecb()) == "rival":
            yield _off(item, before, after, on, amount.as_printed)


def _off(item: Statement, before: Quantity, after: Quantity, on: date, printed: str | None) -> Row:
    """A finding on one conversion: by a power of ten, or by more than the rates allow."""
    rate = ecb().rate(before.unit, after.unit, on)
    right, words = amounts.equivalent(before, after.unit, on, ecb()), printed or amounts.say(after)
    given, due = _figure(after), _figure(right) if right else None
    if rate is None or not given or not due:
        return _finding("conversion", item, words, f"{words} is no conversion of {amounts.say(before)}.")
    told = f"At the rate of {rate.day} {amounts.say(before)} is {amounts.say(right or after)}"
    for power, name in _POWERS.items():
        for times, word in ((given / due, "large"), (due / given, "small")):
            if abs(times / power - 1) <= _NEAR:
                return _finding("power-of-ten", item, words, f"{told}; {words} is {name} times too {word}.")
    return _finding("conversion", item, words, f"{told}; {words} is off by {abs(given / due - 1):.0%}.")


def slipped(event: Sequence[Statement]) -> Iterator[Row]:
    """Figures of one event that many more give with the same digits and another power of ten."""
    for slip in slips(event):
        for item, amount in slip.wrong.given:
            words = amount.as_printed or slip.wrong.said
            told = f"{len(slip.right.claims)} claims of the event give {slip.right.said}; {words} is {slip.words}."
            yield _finding("power-of-ten", item, words, told)


def unquoted(event: Sequence[Statement]) -> Iterator[Row]:
    """Companies named as gaining that no sentence kept of the event, and no title, names: the proof shows nothing."""
    naming: dict[str, list[tuple[Statement, str]]] = {}
    for item in event:
        for company in item.mentions:
            if company.name and company.role in _GAINING:
                naming.setdefault(item.party(company.name), []).append((item, company.name))
    for told in naming.values():
        row = reference.find_company(told[0][1])
        forms = [*([row["name"]] if row else []), *dict.fromkeys(name for _, name in told)]
        texts = (text for item, _ in told for text in (item.claim.evidence, item.report.title) if text)
        if not any(reference.names(text, forms) for text in texts):
            item = told[0][0]
            message = f"{len(told)} of the event's claims name {forms[0]}, and no sentence kept shows it."
            yield _finding("unquoted-company", item, told[0][1], message)


def _figure(quantity: Quantity) -> Decimal | None:
    return quantity.figure.high if quantity.figure.high is not None else quantity.figure.low


# --- dates


def _deadlines(item: Statement) -> Iterator[Row]:
    """Deadlines that lie before the pledge, or before the report that still tells of it as to come."""
    claim = item.claim
    if not isinstance(claim, Pledge) or codes.concept("status", claim.status).axis != "grade":
        return
    end, start = dates.latest(claim.deadline_date), dates.earliest(claim.status_date)
    day = start or item.published
    if end and day and end < day:
        than = f"the pledge itself, of {claim.status_date}" if start else f"the report, of {item.report.published}"
        words = claim.deadline or claim.deadline_date or ""
        yield _finding("deadline", item, words, f"The deadline {claim.deadline_date} lies before {than}.")


def _early(item: Statement, near: Mapping[str, Statement]) -> Iterator[Row]:
    """Deliveries over before the promise that they carry out was made."""
    claim = item.claim
    promise = near.get(claim.pledge) if isinstance(claim, Delivery) else None
    if not isinstance(claim, Delivery) or promise is None or not isinstance(promise.claim, Pledge):
        return
    end, start = dates.latest(claim.period), dates.earliest(promise.claim.status_date)
    if end and start and end < start and codes.concept("status", promise.claim.status).axis == "grade":
        made = f"{promise.claim.status} on {promise.claim.status_date}"
        told = f"The delivery of {claim.period} lies before its pledge, {made}."
        yield _finding("early-delivery", item, claim.evidence or claim.period or "", told)


# --- parts and wholes


def _components(item: Statement) -> Iterator[Row]:
    """Components above their pledge, or shares of more than a hundred per cent."""
    parts = item.claim.components if isinstance(item.claim, Pledge) else ()
    share = sum((part.share_percent or Decimal(0) for part in parts), Decimal(0))
    if share > 100:
        yield _finding("parts", item, f"{share:f}%", f"The components make {share:f}% of the pledge.")
    for part in parts:
        if part.amount and (whole := _above([quantity_of(part.amount)], item.quantities)):
            words = part.amount.as_printed or amounts.say(quantity_of(part.amount))
            yield _finding("parts", item, words, f"The component {words} is above the whole pledge of {whole}.")


def _parts(claims: Sequence[Statement], near: Mapping[str, Statement]) -> Iterator[Row]:
    """Pledges above the pledge that they are said to be inside; all parts of one report together too."""
    inside: dict[Statement, list[Statement]] = {}
    for item in claims:
        for target in _wholes(item):
            if target in near and near[target] != item:
                inside.setdefault(near[target], []).append(item)
    for whole, parts in inside.items():
        for part in parts:
            if told := _above(part.quantities, whole.quantities):
                words = ", ".join(map(amounts.say, part.quantities))
                yield _finding("parts", part, words, f"The part, {words}, is above the whole, {told} ({whole.iri}).")
        apart = [part for part in parts if not any(near.get(target) in parts for target in _wholes(part))]
        if len(apart) > 1 and (told := _too_much(apart, whole)):
            yield _finding("parts", apart[0], told, f"The parts together are {told} ({whole.iri}).")


def _wholes(item: Statement) -> list[str]:
    """What a pledge is said to be inside of."""
    claim: Claim = item.claim
    if not isinstance(claim, Pledge):
        return []
    said = {counted.target for counted in claim.counted_in if counted.relation == "inside"}
    return sorted(said | ({claim.part_of} if claim.part_of else set()))


def _above(parts: Iterable[Quantity], wholes: Iterable[Quantity]) -> str | None:
    """The whole in words if a part is above all figures of the whole in its unit, margins counted."""
    wholes = list(wholes)
    for part in parts:
        same = [whole for whole in wholes if (whole.unit, whole.recurrence) == (part.unit, part.recurrence)]
        tops = [whole.interval.high for whole in same]
        least = part.figure.low
        if least is not None and same and all(top is not None and least - part.slack > top for top in tops):
            return ", ".join(map(amounts.say, same))
    return None


def _too_much(parts: Sequence[Statement], whole: Statement) -> str | None:
    """The sum in words if the parts' least figures together are above the whole."""
    for unit, recurrence in sorted({(top.unit, top.recurrence) for top in whole.quantities}):
        per_part = [
            [one for one in part.quantities if (one.unit, one.recurrence) == (unit, recurrence)] for part in parts
        ]
        firsts = [found[0] for found in per_part if found]
        if len(firsts) < 2:
            continue
        least = reduce(operator.add, firsts).interval.low
        summed = Quantity(Interval(least, least), unit, recurrence) if least is not None else None
        if summed and _above([summed], whole.quantities):
            return f"at least {amounts.say(summed)}, above the whole, {', '.join(map(amounts.say, whole.quantities))}"
    return None
