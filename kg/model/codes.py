"""The code lists under `ontology/codes/`: codes ↔ IRIs ↔ labels, names as reports write them, products.

Every closed list of words (statuses, kinds, units …), the countries, blocs, HS headings and everyday product
groups have one source, the Turtle files; they are read once, on first use. Lists are named by the last step of
their `skos:inScheme`: `scheme("status")`, `scheme("country")`, `scheme("hs")`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from pyoxigraph import RdfFormat, parse

from kg.model.errors import UnknownName
from kg.model.iris import ID, RDF, RDFS, SKOS, TRADE, local, ontology_dir

__all__ = [
    "Concept",
    "ambiguous",
    "base_unit",
    "broader",
    "code",
    "concept",
    "currencies",
    "forms",
    "headings",
    "iri",
    "label",
    "members",
    "names",
    "party",
    "party_label",
    "plural",
    "related",
    "scheme",
    "separators",
    "surfaces",
    "traps",
    "within",
]

LONG_LIST = 24  # above this many codes an error names close matches instead of the whole list

_ROLES = {
    RDFS + "label": "name",
    SKOS + "altLabel": "name",
    TRADE + "demonym": "demonym",
    TRADE + "capital": "capital",
    TRADE + "metonym": "metonym",
    TRADE + "symbol": "symbol",
}
_NAMED = ("country", "bloc", "unit", "product")  # the lists whose surface forms are looked up
_CODES_ARE_NAMES = ("bloc", "unit")  # reports write "GCC" and "USD", but "PER" and "CAN" are words

Node = dict[str, list[str]]  # predicate IRI → values, in file order


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a list. `rank` and `axis` only where the list has them (status, strength)."""

    iri: str
    code: str
    label: str
    definition: str | None
    rank: int | None
    axis: str | None


@cache
def _nodes() -> Mapping[str, Node]:
    """Every subject of the code lists, in file order: IRI → predicate → values."""
    nodes: dict[str, Node] = {}
    for path in sorted((ontology_dir() / "codes").glob("*.ttl")):
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            values = nodes.setdefault(quad.subject.value, {})
            values.setdefault(quad.predicate.value, []).append(quad.object.value)
    return nodes


def _first(node: Node, predicate: str) -> str | None:
    return next(iter(node.get(predicate, ())), None)


def _concept(iri: str, node: Node) -> Concept:
    rank = _first(node, TRADE + "rank")
    return Concept(
        iri=iri,
        code=node[SKOS + "notation"][0],
        label=node[RDFS + "label"][0],
        definition=_first(node, SKOS + "definition"),
        rank=None if rank is None else int(rank),
        axis=_first(node, TRADE + "axis"),
    )


@cache
def _schemes() -> Mapping[str, Mapping[str, Concept]]:
    """List name → code → concept; within a list by axis (in file order), rank, then file order."""
    found: dict[str, list[Concept]] = {}
    for iri, node in _nodes().items():
        for scheme_iri in node.get(SKOS + "inScheme", ()):
            found.setdefault(local(scheme_iri), []).append(_concept(iri, node))
    schemes: dict[str, Mapping[str, Concept]] = {}
    for name, concepts in sorted(found.items()):
        axes = list(dict.fromkeys(each.axis for each in concepts))
        concepts.sort(key=lambda each: (axes.index(each.axis), each.rank or 0))
        schemes[name] = MappingProxyType({each.code: each for each in concepts})
    return MappingProxyType(schemes)


def _unknown(what: str, given: str, allowed: Mapping[str, object]) -> UnknownName:
    """The error for a name in no list: all that is allowed, or close matches where that would be long."""
    if len(allowed) <= LONG_LIST:
        return UnknownName(f"{what} {given!r} is in no list; allowed: {', '.join(allowed)}")
    close = get_close_matches(given.lower(), {each.lower(): each for each in allowed}, n=5, cutoff=0.5)
    by_lower = {each.lower(): each for each in allowed}
    hint = f"; close: {', '.join(by_lower[each] for each in close)}" if close else ""
    return UnknownName(f"{what} {given!r} is in no list of {len(allowed)}{hint}")


def scheme(name: str) -> Mapping[str, Concept]:
    """One list, code → concept, in rank then file order. Raises `UnknownName` naming the lists there are."""
    try:
        return _schemes()[name]
    except KeyError:
        raise UnknownName(f"list {name!r} is unknown; there are: {', '.join(_schemes())}") from None


def concept(name: str, code: str) -> Concept:
    """The entry `code` of list `name`. Raises `UnknownName` saying what is allowed or close."""
    found = scheme(name).get(code)
    if found is None:
        raise _unknown(name, code, scheme(name))
    return found


def meant(name: str, text: str) -> str | None:
    """The code that a text is, or is the label of: "metric tons" is `tonne`; None if it names none, or two things."""
    listed = scheme(name)
    if text in listed:
        return text
    plain = text.strip().casefold()
    singular = {plain, plain.removesuffix("s")}
    found = {
        item.code for item in listed.values() if item.label.casefold() in singular or item.code.casefold() == plain
    }
    if not found and name == "unit":
        found = {code for form, code in names("unit").items() if form.casefold() in singular}
    return found.pop() if len(found) == 1 else None


def iri(name: str, code: str) -> str:
    """`iri("country", "JPN")` → the concept's IRI. Raises `UnknownName`."""
    return concept(name, code).iri


def code(iri: str) -> str:
    """The inverse of `iri`, for a concept of any list. Raises `UnknownName`."""
    return _node(iri)[SKOS + "notation"][0]


def label(iri: str) -> str:
    """The one English label of a concept of any list. Raises `UnknownName`."""
    return _node(iri)[RDFS + "label"][0]


def _node(iri: str) -> Node:
    node = _nodes().get(iri)
    if node is None or SKOS + "notation" not in node:
        raise UnknownName(f"{iri!r} is no concept of a code list")
    return node


def party(code: str) -> Concept | None:
    """The country, bloc or "ALL" of exactly this code, else None."""
    return scheme("country").get(code) or scheme("bloc").get(code)


def party_label(name: str) -> str:
    """What the country or bloc of this code is called; any other name as it is."""
    found = party(name)
    return found.label if found else name


def members(bloc: str) -> tuple[str, ...]:
    """Country codes of a bloc, sorted; empty for "ALL". Raises `UnknownName`."""
    return tuple(sorted(code(each) for each in _node(iri("bloc", bloc)).get(TRADE + "member", ())))


@cache
def currencies() -> frozenset[str]:
    """Codes of the units that are currencies (ISO 4217)."""
    units = scheme("unit").values()
    return frozenset(each.code for each in units if TRADE + "Currency" in _node(each.iri)[RDF + "type"])


@cache
def plural(unit: str) -> str:
    """What several of a unit are called: "US dollars", "square feet", "aircraft". Raises `UnknownName`.

    The list's own plural, else the label with an s where the list knows that word: tonnes, but not aircrafts.
    """
    node = _node(iri("unit", unit))
    name = _first(node, RDFS + "label") or unit
    alike = (each for each in node.get(SKOS + "altLabel", ()) if each.casefold() == f"{name}s".casefold())
    return _first(node, TRADE + "plural") or next(alike, name)


def base_unit(code: str) -> tuple[str, Decimal]:
    """The unit this one is a multiple of, and the factor: gigawatt → (megawatt, 1000); else itself and 1.

    Raises `UnknownName` for a code that is no unit.
    """
    node = _node(iri("unit", code))
    base, factor = _first(node, TRADE + "baseUnit"), _first(node, TRADE + "factor")
    return (local(base), Decimal(factor)) if base and factor else (code, Decimal(1))


def _spelt(kind: str) -> Iterator[tuple[str, str, str]]:
    """(surface form, code, role) of every entry of a list, in file order."""
    for each in scheme(kind).values():
        node = _nodes()[each.iri]
        if kind in _CODES_ARE_NAMES:
            yield each.code, each.code, "name"
        for predicate, role in _ROLES.items():
            for surface in node.get(predicate, ()):
                yield surface, each.code, role


@cache
def surfaces(kind: str) -> Mapping[str, Mapping[str, str]]:
    """Surface form → code → role, ambiguous ones too. A name goes before a capital of the same spelling."""
    if kind not in _NAMED:
        raise UnknownName(f"names of {kind!r} are not kept; kinds: {', '.join(_NAMED)}")
    claims: dict[str, dict[str, str]] = {}
    for surface, code, role in _spelt(kind):
        claims.setdefault(surface, {}).setdefault(code, role)
    return claims


@cache
def ambiguous(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Surface forms left out of `names`, with the codes each may stand for.

    Either two entries claim the form ("Dominican"), or the list marks it with `trade:ambiguous` because running
    text often means something else by it ("Georgia" the US state, "power" as a product).
    """
    marked = _nodes()[f"{ID}scheme/{kind}"].get(TRADE + "ambiguous", ()) if surfaces(kind) else ()
    held = {surface: codes for surface, codes in surfaces(kind).items() if len(codes) > 1 or surface in marked}
    return MappingProxyType({surface: tuple(sorted(held[surface])) for surface in sorted(held)})


@cache
def forms(kind: str) -> Mapping[str, tuple[str, str]]:
    """Surface form, case as written → (code, "name" | "demonym" | "capital" | "metonym" | "symbol").

    Kinds: country, bloc, unit, product. Ambiguous forms are left out; `ambiguous` has them. Documented picks are
    notes on the list itself ("Korea" is KOR, a bare "$" is USD). Raises `UnknownName` for another kind.
    """
    left_out = ambiguous(kind)
    kept = {surface: codes for surface, codes in surfaces(kind).items() if surface not in left_out}
    return MappingProxyType({surface: next(iter(kept[surface].items())) for surface in sorted(kept)})


@cache
def names(kind: str) -> Mapping[str, str]:
    """`forms` without the role: surface form → code."""
    return MappingProxyType({surface: code for surface, (code, _) in forms(kind).items()})


@cache
def traps(kind: str) -> tuple[str, ...]:
    """Phrases that hold a surface form and mean another thing: "South China Sea", "Bank of America"; sorted."""
    return tuple(sorted(_nodes()[f"{ID}scheme/{kind}"].get(TRADE + "trap", ()))) if surfaces(kind) else ()


def broader(iri: str) -> tuple[str, ...]:
    """IRIs directly above a product group or HS heading, in file order. Raises `UnknownName`."""
    return tuple(_node(iri).get(SKOS + "broader", ()))


@cache
def within(iri: str) -> frozenset[str]:
    """The concept itself and everything above it by `skos:broader`; coverage is not followed."""
    reached: set[str] = set()
    waiting = [iri]
    while waiting:
        at = waiting.pop()
        if at not in reached:
            reached.add(at)
            waiting.extend(broader(at))
    return frozenset(reached)


@cache
def _coverage() -> Mapping[str, frozenset[str]]:
    """Group IRI → HS headings its own coverages name."""
    covered: dict[str, set[str]] = {}
    for node in _nodes().values():
        if TRADE + "Coverage" in node.get(RDF + "type", ()):
            covered.setdefault(node[TRADE + "group"][0], set()).update(node[TRADE + "heading"])
    return {group: frozenset(found) for group, found in covered.items()}


@cache
def headings(group_iri: str) -> frozenset[str]:
    """HS headings that an everyday group or one of its narrower groups covers. Raises `UnknownName`."""
    _node(group_iri)
    below = (each.iri for each in scheme("product").values() if group_iri in within(each.iri))
    return frozenset().union(*(_coverage().get(each, frozenset()) for each in below))


def covers(wanted: str, product_iri: str) -> bool:
    """Whether asking for one product finds another: the same, a narrower one, or the same goods by word or HS code.

    A code is coarser than the word a report prints ("aircraft" as chapter 88), so codes meet up and down their tree,
    and an everyday group meets the codes that it covers itself; two groups meet only where one is within the other.
    """
    if wanted in within(product_iri):
        return True
    if wanted in _groups():
        asked = headings(wanted) if product_iri not in _groups() else frozenset()
        return any(one in within(product_iri) or product_iri in within(one) for one in asked)
    if product_iri in _groups():
        return any(wanted in within(one) for one in _coverage().get(product_iri, ()))
    return product_iri in within(wanted)


@cache
def _groups() -> frozenset[str]:
    return frozenset(each.iri for each in scheme("product").values())


def related(a_iri: str, b_iri: str) -> bool:
    """Whether two products share a branch: one is within the other, or their HS headings overlap."""
    if a_iri in within(b_iri) or b_iri in within(a_iri):
        return True
    left, right = headings(a_iri) or {a_iri}, headings(b_iri) or {b_iri}
    return any(a in within(b) or b in within(a) for a in left for b in right)


@cache
def separators() -> frozenset[str]:
    """Words that end a noun phrase ("batteries for cars"), as the product list gives them."""
    return frozenset(_nodes()[f"{ID}scheme/product"].get(TRADE + "separator", ())) | {",", ";", "/"}
