"""Names of nodes found by likeness: misspelt, shortened, or one word of them."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process, utils

from kg.model import reference
from kg.model.errors import UnknownName
from kg.model.iris import RDFS, SKOS
from kg.query.event_table import EventTable
from kg.query.table import Table
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = [
    "KINDS",
    "NEAREST",
    "alike",
    "all_of",
    "bears",
    "borne",
    "find",
    "nearest",
    "plain",
    "resemblance",
    "words_of",
]

# what a filter may name → classes of nodes
KINDS = {
    "country": ("Country", "Bloc"),
    "company": ("Company", "Group"),
    "official": ("Official",),
    "product": ("Product",),
    "pledge": ("Pledge",),
    "measure": ("Measure",),
    "talks": ("Talks",),
    "agreement": ("Agreement",),
    "ruling": ("Ruling",),
    "delivery": ("Delivery",),
}
_WORDS = ("demonym", "capital", "metonym", "ticker")  # what else stands for a country or company
_SHORT = 3  # names of so few letters, codes most of them, are found as they are or not at all
_LIKE = 75  # from this likeness of names on, one is told as near
_SURE = 90  # from this likeness of names on, one candidate alone is taken
_MOST = 20  # found of one kind, and told of all
NEAREST = 3  # names offered where nothing has the name
_OFFERED, _OFFERED_WORD = 75, 80  # likeness of a whole name, or of one word of it, from which on it is offered
_PART = 3  # a word that is less than a third of a name does not stand for it
_WORTH = 65  # below this a candidate is not shown


class _Names:
    """The names of one kind: each with its node, sorted; and in the letters that likeness is measured in."""

    @classmethod
    def of(cls, store: Store, kind: str) -> _Names:
        """Those of a store, read once until something is written."""
        held: dict[str, _Names] = store.memo.setdefault("names", {})
        if kind not in held:
            held[kind] = cls(store, kind)
        return held[kind]

    def __init__(self, store: Store, kind: str) -> None:
        self.all = sorted(set(_read_names(store, kind)))
        self.bearing = frozenset(plain(name, kind) for name, _ in self.all)
        long: dict[str, list[int]] = {}
        for n, (name, _) in enumerate(self.all):
            if len(name) > _SHORT:
                long.setdefault(utils.default_process(name), []).append(n)
        self._long = {places[0]: text for text, places in long.items()}  # what many bear is compared once
        self._places = {places[0]: places for places in long.values()}
        self._short = [n for n, (name, _) in enumerate(self.all) if len(name) <= _SHORT]

    def like(self, name: str) -> list[tuple[str, float, str]]:
        """(Name, likeness, IRI) of the most alike; short names only where they are the very name."""
        asked = utils.default_process(name)
        close = process.extract(asked, self._long, scorer=fuzz.WRatio, limit=_MOST, score_cutoff=_WORTH)
        found = [(score, n) for _, score, first in close for n in self._places[first]]
        found += [(100.0, n) for n in self._short if self.all[n][0].casefold() == name.casefold()]
        best = sorted(found, key=lambda item: (-item[0], item[1]))[:_MOST]
        return [(self.all[n][0], score, self.all[n][1]) for score, n in best]


def _read_names(store: Store, kind: str) -> Iterator[tuple[str, str]]:
    table = EventTable.of(store)
    for class_ in KINDS[kind]:
        for iri in table.all(class_):
            values = table.node(iri)
            for prop in (RDFS + "label", SKOS + "altLabel", SKOS + "notation", *map(expand, _WORDS)):
                yield from ((str(name), iri) for name in values.get(prop, ()))


def find(store: Store, name: str, kind: str | None = None) -> Table:
    """Nodes of that name, best first: `kind, name, iri, likeness` (0 to 100); misspellings are found."""
    if kind is not None and kind not in KINDS:
        raise UnknownName(f"{kind!r} is no kind of name; allowed: {', '.join(KINDS)}")
    found: dict[str, tuple[float, str, str]] = {}
    for each in [kind] if kind else KINDS:
        for text, score, iri in _Names.of(store, each).like(name):
            exact = 101.0 if text.casefold() == name.casefold() else score
            held = (exact, each, text)  # of several names of one thing that which resembles what was typed
            found[iri] = max(found.get(iri, held), held, key=lambda it: (bool(resemblance(name, it[2])), it))
    if any(_has_words(name, text) for _, _, text in found.values()):  # what only begins like them is noise beside it
        found = {iri: held for iri, held in found.items() if _has_words(name, held[2]) or alike(name, held[2])}
    rows = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:_MOST]
    return Table(
        columns=("kind", "name", "iri", "likeness"),
        rows=tuple(
            {"kind": kind_, "name": text, "iri": iri, "likeness": round(min(score, 100.0))}
            for iri, (score, kind_, text) in rows
        ),
        question="find",
        coverage="covered" if rows else "none",
    )


def nearest(store: Store, text: str) -> list[str]:
    """The names of all kinds that are most like a text, a few."""
    rows = (row for row in find(store, text).rows if row["likeness"] >= _LIKE)
    return [row["name"] for row in rows if resemblance(text, str(row["name"]))][:NEAREST]


def _has_words(name: str, text: str) -> bool:
    return bool(asked := set(utils.default_process(name).split())) and asked <= set(utils.default_process(text).split())


def alike(name: str, text: str) -> bool:
    """Whether two names are so alike that one is taken for the other."""
    return fuzz.ratio(name, text, processor=utils.default_process) >= _SURE


def all_of(store: Store, kind: str) -> list[str]:
    """All names of a kind, sorted."""
    return [name for name, _ in _Names.of(store, kind).all]


def borne(store: Store, kind: str) -> list[tuple[str, str]]:
    """All names of a kind, each with the IRI of a node that bears it, sorted."""
    return _Names.of(store, kind).all


def bears(store: Store, name: str, kind: str) -> bool:
    """Whether something of a kind bears this very name."""
    return plain(name, kind) in _Names.of(store, kind).bearing


def plain(name: str, kind: str) -> str:
    """What two spellings of one name share: of companies the legal form does not count."""
    return reference.key(name) if kind == "company" else name.casefold()


def resemblance(text: str, name: str) -> float:
    """How alike a name is as a whole, or one of the words that make much of it; 0 where it is too little."""
    whole = fuzz.ratio(text, name, processor=utils.default_process)
    words = [word for word in words_of(name) if len(word) > _SHORT and len(word) * _PART >= len(name)]
    typed = [word for word in words_of(text) if len(word) > _SHORT]
    part = max((fuzz.ratio(one, other) for one in typed for other in words), default=0.0)
    return max(whole if whole >= _OFFERED else 0.0, part if part >= _OFFERED_WORD else 0.0)


def words_of(name: str) -> set[str]:
    """The words of a name, case aside."""
    return set(name.casefold().split())
