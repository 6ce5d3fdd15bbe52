"""Who holds whom on a day, however many steps up: whether a buyer and a seller are of one group."""

from __future__ import annotations

from datetime import date

from kg.query.reader import Reader
from kg.store.nodes import Values, expand

__all__ = ["one_group", "owners", "told_first"]


def told_first(reader: Reader, pledge: Values) -> date:
    """The day on which a pledge was first told; that of the last report of all where no report of it is dated."""
    told = reader.first(pledge, "firstReported")
    return told if isinstance(told, date) else reader.last_report


def one_group(reader: Reader, company: str, other: str, pledge: Values) -> bool:
    """Whether two companies have a holder in common, each its own included, when the pledge was first told."""
    day = told_first(reader, pledge)
    return not owners(reader, company, day).keys().isdisjoint(owners(reader, other, day))


def owners(reader: Reader, company: str, day: date) -> dict[str, list[str]]:
    """A company and its owners on a day, however many steps up, each with the holdings (IRIs) that lead there."""
    found, waiting = {company: list[str]()}, [company]
    for held in waiting:
        for iri in reader.store.subjects("company", held):
            node = reader.node(iri)
            if "/id/ownership/" not in iri or not _holds(reader, node, day):
                continue
            owner = str(node[expand("parent")][0])
            if owner not in found:
                found[owner] = [*found[held], iri]
                waiting.append(owner)
    return found


def _holds(reader: Reader, holding: Values, day: date) -> bool:
    """Whether a holding makes one group on a day: joint control does not."""
    since, until = (reader.first(holding, name) for name in ("validFrom", "validTo"))
    alone = reader.first(holding, "control") != "joint"
    begun = not isinstance(since, date) or since <= day
    return alone and begun and (not isinstance(until, date) or until >= day)
