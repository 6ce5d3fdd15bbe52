"""Deadlines that passed in silence."""

from __future__ import annotations

from datetime import date

from kg.query.question import answer
from kg.query.reader import Reader, Rows
from kg.query.sources import Sources, cited, reports_of
from kg.questions.delivery import counts
from kg.store.nodes import expand

__all__ = ["stale"]


@answer(
    "pledge pledge_label deadline deadline_for words grade last_reported days_past said_by reports claims",
    "pledge country partner pledger recipient kind product status company since until agreement on",
)
def stale(reader: Reader) -> Rows:
    """Pledges whose deadline had passed by a day and of which nothing was reported since: `on` names the day.

    Anything told on or after the deadline, of the pledge, or of what was delivered of it or of what it is part of, ends
    this. Reports without a date are no sign of life, but for counts of what was delivered. There is no clock: without
    `on` it is seen from the day of the last report in the graph.
    """
    on = _seen_from(reader)
    told = Sources.of(reader.store)
    counted = counts(told)
    for iri, values in reader.events():
        claims = [claim for claim in told.claims(iri) if claim.published is None or claim.published <= on]
        due = [(end, claim) for claim in claims if (end := claim.deadline)]
        if not due or reader.status(iri, values, "ending") or reader.status(iri, values, "delivery") == "delivered":
            continue
        deadline = max(end for end, _ in due)
        landed = [
            claim for each in (iri, *map(str, values.get(expand("partOf"), ()))) for claim in counted.get(each, ())
        ]
        if any(claim.published is None for claim in landed):
            continue  # delivered goods were counted, and nobody knows when
        heard = [claim.published for claim in (*claims, *landed) if claim.published]
        last = max((day for day in heard if day <= on), default=None)
        if deadline < on and (last is None or last < deadline):
            sayers = [claim for end, claim in due if end == deadline]
            pledge = sayers[-1].claim
            yield {
                "pledge": iri,
                "pledge_label": reader.label(iri),
                "deadline": deadline,
                "deadline_for": getattr(pledge, "deadline_for", None),
                "words": getattr(pledge, "deadline", None),
                "grade": reader.status(iri, values, "grade"),
                "last_reported": last,
                "days_past": (on - deadline).days,
                "said_by": cited(sayers),
                "reports": reports_of(sayers),
                "claims": sorted(claim.iri for claim in sayers),
            }


def _seen_from(reader: Reader) -> date:
    """The day asked for, else that of the last report."""
    if "on" in reader.filters:
        return date.fromisoformat(reader.filters["on"])
    reader.notes.append(f"seen from {reader.last_report}, the day of the last report; --on names another")
    return reader.last_report
