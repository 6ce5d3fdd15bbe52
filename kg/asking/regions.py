"""Parts of the world and blocs that a question names, as the sides in them of which something is told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from kg.asking.bearers import country_in
from kg.asking.taken import Taken, without
from kg.asking.word_lists import word_lists
from kg.model import codes
from kg.model.iris import mint
from kg.model.phrases import listed
from kg.model.reference import find_company
from kg.query.filters import several
from kg.query.reader import Reader
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = [
    "but_of_trade",
    "of_regions",
    "of_trade",
    "region_in",
    "region_names",
    "spelt_out",
    "stands_for",
    "trade_in",
]

_OF_BLOCS = ("pledger", "recipient", "country")  # a company's home is in a bloc as it stands


def region_names() -> frozenset[str]:
    """All names of parts of the world, as they are written."""
    return frozenset(word for region in _regions().values() for word in region["called"])


def region_in(name: str) -> str | None:
    """The part of the world that bears a name: "Southeast Asian" is Southeast Asia."""
    return _called().get(name.casefold())


def stands_for(name: str) -> tuple[str, ...]:
    """IRIs of the countries in a part of the world or in a bloc, by label; none for anything else."""
    if region := _regions().get(name):
        return tuple(codes.iri("country", code) for code in region["within"].split())
    blocs = codes.scheme("bloc").values()
    bloc = next((each.code for each in blocs if each.label == name), None)
    return tuple(codes.iri("country", code) for code in codes.members(bloc)) if bloc else ()


def spelt_out(name: str, sides: Iterable[str]) -> set[str]:
    """Those of some countries, by label, that are in a part of the world or in a bloc."""
    return {*map(codes.label, stands_for(name))}.intersection(sides)


def of_regions(store: Store, taken: Taken, *, states: bool, firms: bool, trade: str) -> Taken:
    """A command in which a part of the world stands as the sides in it that have what is asked for; it says so.

    Of who promises the `states`, their `firms` of the `trade` that a text names, or both. A bloc that has itself what
    is asked for stays as it is.
    """
    for name in several() if taken.question != "officials" else ():
        side = taken.filters.get(name, "")
        within = stands_for(side)
        if not within or (country_in(side) and (name not in _OF_BLOCS or _has(store, taken, name, side))):
            continue
        found = _held(store, taken, name, within, states=states, firms=firms)
        if not found and country_in(side) and not _is_of_members(store, name, side, within):
            continue
        found, read_so = of_trade(found, trade)
        labels = found or _told_at_all(store, name, within)
        others = without(taken.filters, name)
        read = (side, " ".join(word_lists()["regions"]["read"].split()))
        corrected = (*taken.corrected, read, *read_so)
        taken = replace(taken, filters={**others, name: ",".join(labels)}, corrected=corrected).side_by_side
    return taken


def of_trade(firms: Sequence[str], trade: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Those of some sides not known to be of another trade than a text asks for; as what its word is read then."""
    ways = word_lists()["airlines"]
    own = ("", ways["trade"])  # an empty cell is no other trade
    others = [name for name in firms if trade and (row := find_company(name)) and row["trade"] not in own]
    read = [(trade, ways["read"].format(others=listed(others, len(others))))] if others else []
    return [name for name in firms if name not in others], read


def but_of_trade(store: Store, taken: Taken, trade: str) -> Taken:
    """Sums of all companies, where a text asks for those of a trade, as those of each of these."""
    if not trade or taken.filters.get("compare") != "companies":
        return taken
    held = without(taken.filters, "compare")
    reader = Reader(store, "latest", held)
    made = {str(side) for _, values in reader.events() for side in values.get(expand("pledger"), ())}
    firms, read = of_trade(sorted(reader.label(iri) for iri in made if iri.startswith(mint("company", ""))), trade)
    if not read:
        return taken
    filters = {**held, "compare": ", ".join(firms)}
    return replace(taken, filters=filters, corrected=(*taken.corrected, *read))


def trade_in(text: str) -> str:
    """The word by which a text asks for airlines; else nothing."""
    found = re.search(word_lists()["airlines"]["called"], text, re.IGNORECASE)
    return found[0] if found else ""


def _is_of_members(store: Store, name: str, bloc: str, within: Iterable[str]) -> bool:
    """Whether not a bloc itself, but one of its members is told to act so."""
    told = store.subjects(name, Reader(store, "latest", {name: bloc}).filters[name])
    return not told and any(store.subjects(name, iri) for iri in within)


def _has(store: Store, taken: Taken, name: str, side: str) -> bool:
    """Whether something that passes the other filters is of this very side."""
    given = without(taken.filters, "home", "compare", "field", "between")
    reader = Reader(store, "latest", {**given, name: side})
    return next(iter(reader.events()), None) is not None


def _held(store: Store, taken: Taken, name: str, within: Iterable[str], *, states: bool, firms: bool) -> list[str]:
    """Labels of the countries, and of who promises also their companies, that have what is asked for."""
    reader = Reader(store, "latest", {})
    if name == "home":
        return sorted(codes.label(iri) for iri in within if any(_firms(reader, iri)))
    sides = [iri for iri in within if states or name != "pledger"]
    sides += [firm for iri in within for firm in _firms(reader, iri) if firms and name == "pledger"]
    # in a comparison of states one whose companies alone promised such stands with what these did
    through = {iri: [*_firms(reader, iri)] for iri in within if not firms and name == "pledger"}
    held = {iri: [iri, *(through.get(iri, ()) if taken.question == "totals" else ())] for iri in sides}
    own = "pledger" if name == "country" else name
    told = {iri: [reader.label(each) for each in held[iri] if store.subjects(own, each)] for iri in sides}
    return sorted({reader.label(iri) for iri in sides if any(_has(store, taken, name, each) for each in told[iri])})


def _told_at_all(store: Store, name: str, within: Iterable[str]) -> list[str]:
    """Labels of the countries of which anything is told so, else of all of them."""
    of = "pledger" if name in ("country", "home") else name
    return sorted(codes.label(iri) for iri in within if store.subjects(of, iri)) or sorted(map(codes.label, within))


def _firms(reader: Reader, country: str) -> Iterator[str]:
    """Companies of a country, by IRI."""
    held = reader.store.subjects("country", country)
    yield from (
        iri for iri in held if iri.startswith(mint("company", "")) and reader.store.holds(iri, "a", expand("Company"))
    )


@cache
def _regions() -> dict[str, dict[str, str]]:
    """`regions.toml`: label → its other names and the codes of its countries."""
    return tomllib.loads((files("kg.asking") / "regions.toml").read_text("utf-8"))


@cache
def _called() -> dict[str, str]:
    return {word.casefold(): label for label, region in _regions().items() for word in region["called"]}
