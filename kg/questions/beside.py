"""What people look for in an answer and stands apart: promises of a country's companies, of a bloc's members."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import codes
from kg.model.iris import ID
from kg.model.phrases import few_told
from kg.query.reader import Reader
from kg.store.nodes import expand

__all__ = ["others_that_pledge"]

_NAMED = 12  # of those whose promises stand apart; more are counted


def others_that_pledge(reader: Reader) -> Iterator[str]:
    """A note where companies of a pledging country, or members of a bloc, made promises by themselves.

    A state's promise is not its companies': who asks for Qatar's order of aircraft means that of Qatar Airways.
    """
    side = reader.filters.get("pledger")
    kind = side.removeprefix(ID).split("/")[0] if side else ""
    if side is None or kind not in ("country", "bloc"):
        return
    if kind == "country":
        among = [
            iri for iri in reader.store.subjects("country", side) if reader.store.holds(iri, "a", expand("Company"))
        ]
    else:
        among = [codes.iri("country", code) for code in codes.members(codes.code(side))]
    numbers = {iri: _number(reader, iri) for iri in sorted(set(among))}
    often = sorted((iri for iri, number in numbers.items() if number), key=lambda iri: (-numbers[iri], iri))
    if often:
        whose = "companies of" if kind == "country" else "members of"
        told = few_told([f"{reader.label(iri)} ({numbers[iri]})" for iri in often], _NAMED)
        yield f"what {whose} {reader.label(side)} promised themselves stands apart: {told}; --pledger has them"


def _number(reader: Reader, pledger: str) -> int:
    """Pledges by somebody else that pass the other filters."""
    if not reader.store.subjects("pledger", pledger):
        return 0
    return sum(1 for _ in Reader(reader.store, reader.policy, {**reader.given, "pledger": pledger}).events())
