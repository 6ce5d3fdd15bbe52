"""Names → nodes: what a person types after a filter, resolved or told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process, utils

from kg.model import codes, reference
from kg.model.errors import UnknownName
from kg.model.iris import DCTERMS, ID, RDFS, SKOS
from kg.query.table import Table
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = ["KINDS", "SIDES", "current", "find", "resolve"]

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
_WORDS = ("demonym", "capital", "metonym")  # what else stands for a country
_SHORT = 3  # names of so few letters, codes most of them, are found as they are or not at all
_HS = re.compile(r"(?:hs[ /]?)?(\d[\d.]+)", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{12}")
_LABELLED = ("pledge", "agreement", "ruling")  # known by words of a label too long to be compared whole
SIDES = ("pledger", "recipient", "partner", "imposer", "target")  # filters that name a party: country, bloc or company
_SURE = 90  # from this likeness of names on, one candidate alone is taken
_WORTH = 65  # below this a candidate is not shown


def _named(store: Store, kind: str) -> Iterator[tuple[str, str]]:
    """(name, IRI) of every node of a kind: label, other names, code."""
    for class_ in KINDS[kind]:
        for iri in store.subjects("a", expand(class_)):
            values = store.node(iri)
            for prop in (RDFS + "label", SKOS + "altLabel", SKOS + "notation", *map(expand, _WORDS)):
                yield from ((str(name), iri) for name in values.get(prop, ()))


def find(store: Store, name: str, kind: str | None = None) -> Table:
    """Nodes of that name, best first: `kind, name, iri, likeness` (0 to 100); misspellings are found."""
    if kind is not None and kind not in KINDS:
        raise UnknownName(f"{kind!r} is no kind of name; allowed: {', '.join(KINDS)}")
    found: dict[str, tuple[float, str, str]] = {}
    for each in [kind] if kind else KINDS:
        names = sorted(set(_named(store, each)))
        names = [item for item in names if len(item[0]) > _SHORT or item[0].casefold() == name.casefold()]
        hits = process.extract(
            name,
            [text for text, _ in names],
            scorer=fuzz.WRatio,
            processor=utils.default_process,
            limit=20,
            score_cutoff=_WORTH,
        )
        for text, score, at in hits:
            iri = names[at][1]
            exact = 101.0 if text.casefold() == name.casefold() else score
            found[iri] = max(found.get(iri, (0.0, "", "")), (exact, each, text))
    rows = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:20]
    return Table(
        columns=("kind", "name", "iri", "likeness"),
        rows=tuple(
            {"kind": kind_, "name": text, "iri": iri, "likeness": round(min(score, 100.0))}
            for iri, (score, kind_, text) in rows
        ),
        question="find",
        coverage="covered" if rows else "none",
    )


def resolve(store: Store, text: str, kind: str) -> str:
    """The one IRI that a filter's words mean. UnknownName lists candidates where it is none or several."""
    if kind in SIDES:
        return _side(store, text)
    if text.startswith(("https://", "http://")):
        return current(store, text)
    if (sure := _by_list(text, kind)) is not None:
        return sure
    if kind in _LABELLED:
        return _labelled(store, text, kind)
    rows = find(store, text, kind).rows
    # likeness also counts parts of names, which is good for a list and no ground to pick one
    best = [row for row in rows if fuzz.ratio(text, row["name"], processor=utils.default_process) >= _SURE]
    exact = [row for row in best if row["name"].casefold() == text.casefold()]
    surname = [row for row in rows if kind == "official" and _words(text) <= _words(row["name"])]
    chosen = {row["iri"] for row in (exact or best or surname)}
    if len(chosen) == 1:
        return str(chosen.pop())
    raise _ambiguous(text, kind, [(row["name"], row["iri"]) for row in rows])


def _words(name: str) -> set[str]:
    return set(name.casefold().split())


def _side(store: Store, text: str) -> str:
    """A country or bloc, else a company; the candidates of both where it is neither."""
    try:
        return resolve(store, text, "country")
    except UnknownName as error:
        try:
            return resolve(store, text, "company")
        except UnknownName:
            raise error from None


def _by_list(text: str, kind: str) -> str | None:
    if kind == "country":
        found = codes.party(text) or codes.party(text.upper())
        named = {codes.names(each)[text] for each in ("country", "bloc") if text in codes.names(each)}
        found = found or (codes.party(named.pop()) if len(named) == 1 else None)  # Brussels is two
        return found.iri if found else None
    if kind == "company":  # a country, where it stands in a company's place: it loses a share of a quota
        row = reference.find_company(text)
        return reference.company_id(row) if row else _by_list(text, "country")
    return _product(text) if kind == "product" else None


def _product(text: str) -> str | None:
    """An HS code, as short as the list has it; else the everyday group by code or word, else a code by its label."""
    if found := _HS.fullmatch(text.strip()):
        digits = found[1].replace(".", "")
        known = (digits[:length] for length in (6, 4, 2) if digits[:length] in codes.scheme("hs"))
        code = next(known, None)
        return codes.iri("hs", code) if code else None
    named = text.strip().casefold()
    for scheme in ("product", "hs"):
        for concept in codes.scheme(scheme).values():
            if named in (concept.code.casefold(), concept.label.casefold()):
                return concept.iri
    group = codes.product(text)
    return group.iri if group else None


def current(store: Store, iri: str) -> str:
    """The event that a replaced IRI leads to; any other IRI as it is.

    An address also leads on where the claim it was made from has been worded anew: its hash stays.
    """
    found = store.objects(iri, DCTERMS + "isReplacedBy")
    if found or not iri.startswith(ID) or store.holds(iri):
        return str(found[0]) if found else iri
    kind, _, tail = iri.removeprefix(ID).rpartition("-")
    begun = ID + kind.split("/")[0] + "/"
    events = {event for _, event in store.pairs("event")} if _HASH.fullmatch(tail) else set()
    same = [each for each in sorted(events) if each.startswith(begun) and each.endswith("-" + tail)]
    return current(store, same[0]) if same else iri


def _labelled(store: Store, text: str, kind: str) -> str:
    """An event by its IRI without what all IRIs begin with, also a replaced one; else by words of its label."""
    for iri in (ID + text, f"{ID}{kind}/{text}"):
        if " " not in text and store.holds(found := current(store, iri)):
            return found
    labels = sorted({(name, iri) for name, iri in _named(store, kind)})
    words = [word.casefold() for word in text.split()]
    hits = [(name, iri) for name, iri in labels if all(word in f"{name} {iri}".casefold() for word in words)]
    if len({iri for _, iri in hits}) == 1:
        return hits[0][1]
    raise _ambiguous(text, kind, hits)


def _ambiguous(text: str, kind: str, hits: list[tuple[str, str]]) -> UnknownName:
    if not hits:
        return UnknownName(f"no {kind} is known by {text!r}; `kg find NAME` searches names of all kinds")
    shown = "".join(f"\n  {name}  {iri.removeprefix(ID)}" for name, iri in hits[:12])
    more = f"\n  … and {len(hits) - 12} more" if len(hits) > 12 else ""
    if len({iri for _, iri in hits}) == 1:
        return UnknownName(f"no {kind} is known by {text!r}; did you mean:{shown}")
    return UnknownName(f"{text!r} could be {len(hits)} of kind {kind}; say which:{shown}{more}")
