"""Names → nodes: what a person types after a filter, resolved or told apart."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process, utils

from kg.model import codes, reference
from kg.model.errors import UnknownName
from kg.model.iris import DCTERMS, ID, RDFS, SKOS, local
from kg.model.phrases import few, few_told
from kg.query.table import Table
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = [
    "KINDS",
    "SIDES",
    "concept",
    "current",
    "figure_words",
    "find",
    "kind_words",
    "plain_kind",
    "resolve",
    "small_words",
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
_HS = re.compile(r"(?:hs[ /]?)?(\d[\d.]+)", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{12}")
_LABELLED = ("pledge", "agreement", "ruling")  # known by words of a label too long to be compared whole
SIDES = ("pledger", "recipient", "partner", "imposer", "target")  # filters that name a party: country, bloc or company
_SURE = 90  # from this likeness of names on, one candidate alone is taken
_CANDIDATES = 12  # told of a name that several things have; more are counted
_NEAREST = 3  # names offered where nothing has the name
_OFFERED, _OFFERED_WORD = 60, 80  # likeness of a whole name, or of one word of it, from which on it is offered
_WORTH = 65  # below this a candidate is not shown


def _named(store: Store, kind: str) -> Sequence[tuple[str, str]]:
    """(name, IRI) of every node of a kind, sorted: label, other names, code; read once until something is written."""
    held: dict[str, list[tuple[str, str]]] = store.memo.setdefault("names", {})
    if kind not in held:
        held[kind] = sorted(set(_read_names(store, kind)))
    return held[kind]


def _read_names(store: Store, kind: str) -> Iterator[tuple[str, str]]:
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
        names = [item for item in _named(store, each) if len(item[0]) > _SHORT or item[0].casefold() == name.casefold()]
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


def resolve(store: Store, text: str, kind: str, notes: list[str] | None = None) -> str:
    """The one IRI that a filter's words mean; `notes` gains a line where the words are not its own name.

    UnknownName lists candidates where it is several, and the nearest three where it is none.
    """
    notes = [] if notes is None else notes
    if kind in SIDES:
        return _side(store, text, notes)
    if text.startswith(("https://", "http://")):
        return current(store, text)
    if (sure := _by_list(text, kind)) is not None:
        if kind == "company" and (others := _same_first_word(store, text, sure)):
            notes.append(f"{text!r} is taken for {_label(store, sure)}; not for {', '.join(others)}")
        return sure
    if kind in _LABELLED:
        return _labelled(store, text, kind, notes)
    rows = find(store, text, kind).rows
    # likeness also counts parts of names, which is good for a list and no ground to pick one
    best = [row for row in rows if fuzz.ratio(text, row["name"], processor=utils.default_process) >= _SURE]
    exact = [row for row in best if row["name"].casefold() == text.casefold()]
    surname = [row for row in rows if kind == "official" and _words(text) <= _words(row["name"])]
    chosen = {row["iri"] for row in (exact or best or surname)}
    if len(chosen) == 1:
        found = str(chosen.pop())
        if not exact and not surname:
            notes.append(f"{text!r} is taken for {_label(store, found)}")
        return found
    hits = [(row["name"], row["iri"]) for row in rows if row["iri"] in chosen or _resembles(text, row["name"])]
    raise _ambiguous(text, kind, hits) if len(chosen) > 1 else _unknown(text, kind, hits)


def _resembles(text: str, name: str) -> bool:
    """Whether a name is worth offering for what was typed: alike as a whole, or in one of its words."""
    words = [word for word in _words(name) if len(word) > _SHORT]
    typed = [word for word in _words(text) if len(word) > _SHORT]
    whole = fuzz.ratio(text, name, processor=utils.default_process)
    return whole >= _OFFERED or any(fuzz.ratio(one, other) >= _OFFERED_WORD for one in typed for other in words)


def _label(store: Store, iri: str) -> str:
    return next((str(name) for name in store.objects(iri, RDFS + "label")), local(iri))


def _same_first_word(store: Store, text: str, iri: str) -> list[str]:
    """Other companies whose names begin with the word that one of them is known by: GE is two."""
    own = _label(store, iri)
    if own.casefold() == text.casefold() or " " in text.strip():
        return []
    begun = sorted({name for name, other in _named(store, "company") if other != iri and name.split()[0] == text})
    return begun if own.split()[0] == text else []


def _words(name: str) -> set[str]:
    return set(name.casefold().split())


def _side(store: Store, text: str, notes: list[str]) -> str:
    """A country or bloc, else a company; the candidates of both where it is neither."""
    try:
        return resolve(store, text, "country", notes)
    except UnknownName as error:
        try:
            return resolve(store, text, "company", notes)
        except UnknownName:
            raise error from None


def _by_list(text: str, kind: str) -> str | None:
    if kind == "country":
        found = codes.party(text) or codes.party(text.upper())
        named = {codes.names(each)[text] for each in ("country", "bloc") if text in codes.names(each)}
        found = found or (codes.party(named.pop()) if len(named) == 1 else None)  # Brussels is two
        return found.iri if found else None
    if kind == "company":  # a country, where it stands in a company's place: it loses a share of a quota
        row = reference.find_company(text) or reference.by_ticker(text)
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


def _labelled(store: Store, text: str, kind: str, notes: list[str]) -> str:
    """An event by its IRI without what all IRIs begin with, also a replaced one; else by words in any order.

    Every word must be said of the event: a party, goods, a figure, a kind, a company, an official, a law. Of several
    events the one is meant whose label says all of it, with no goods but those asked for; the others are named.
    """
    for iri in (ID + text, f"{ID}{kind}/{text}"):
        if " " not in text and store.holds(found := current(store, iri)):
            return found
    known = [_Event(store, iri) for class_ in KINDS[kind] for iri in store.subjects("a", expand(class_))]
    exact = [event for event in known if event.label.casefold() == text.strip().casefold()]
    asked = [_forms(word) for word in _asked_words(text)]
    hits = exact or ([event for event in known if asked and all(forms & event.words for forms in asked)])
    hits.sort(key=lambda event: (event.rank(asked), event.label, event.iri))
    best = [event for event in hits if event.rank(asked) == hits[0].rank(asked)]
    if len(best) == 1:
        if others := [event.label for event in hits[1:]]:
            notes.append(f"{text!r} is taken for {best[0].label!r}; it may also mean: {few_told(others, 2)}")
        return best[0].iri
    if hits:
        raise _ambiguous(text, kind, [(event.told, event.iri) for event in hits])
    near = sorted(known, key=lambda event: (-sum(bool(forms & event.words) for forms in asked), event.label))
    raise _unknown(text, kind, [(event.told, event.iri) for event in near if any(f & event.words for f in asked)])


class _Event:
    """One event as people speak of it: all that may be said of it as words, and which of them its label says."""

    def __init__(self, store: Store, iri: str) -> None:
        self.store, self.iri = store, iri
        self.values = store.node(iri)
        self.label = str(next(iter(self.values.get(RDFS + "label", ())), local(iri)))

    @property
    def told(self) -> str:
        """Its label with what tells it from another of the same words."""
        day = next(iter(self.values.get(expand("firstReported"), ())), "undated")
        grade = [local(str(item)) for name in ("grade", "ending") for item in self.values.get(expand(name), ())]
        return f"{self.label} ({', '.join([*grade, f'first told {day}'])})"

    @cached_property
    def in_label(self) -> frozenset[str]:
        """Words of its label, with all that they stand for."""
        return frozenset().union(*map(_forms, _tokens(self.label)))

    @cached_property
    def words(self) -> frozenset[str]:
        """Words of its label, sides, goods, companies, officials, figures, legal basis and address."""
        held: set[str] = set(_tokens(self.iri.removeprefix(ID)))
        held.update(word for name in self.values.get(SKOS + "altLabel", ()) for word in _tokens(str(name)))
        for name in ("amount", "company", "official", *SIDES, "party", "country"):
            for iri in map(str, self.values.get(expand(name), ())):
                names_ = self.store.node(iri)
                spoken = (*names_.get(RDFS + "label", ()), *names_.get(SKOS + "altLabel", ()))
                held.update(word for text in spoken for word in _tokens(str(text)))
                held.add(f"party:{local(iri)}")
        for iri in self.goods:
            held.update(f"product:{local(wider)}" for wider in codes.within(iri))
            held.update(_tokens(codes.label(iri)))
        held.update(f"kind:{local(str(iri))}" for iri in self.values.get(expand("kind"), ()))
        laws = [self.values, *(self.store.node(str(iri)) for iri in self.values.get(expand("voids"), ()))]
        named = (text for values in laws for name in ("legalBasis", "court") for text in values.get(expand(name), ()))
        for text in map(str, named):
            held.update(_tokens(text))
            held.add("".join(word[0] for word in re.findall(r"\b[A-Z][a-z]+", text)).casefold())
        return self.in_label | held

    @property
    def goods(self) -> list[str]:
        """IRIs of its products."""
        return sorted(map(str, self.values.get(expand("product"), ())))

    def rank(self, asked: Sequence[frozenset[str]]) -> tuple[int, int, bool]:
        """Words asked for that the label lacks, goods that are not asked for where goods are, whether it is a part."""
        products = frozenset(form for forms in asked for form in forms if form.startswith("product:"))
        beside = [iri for iri in self.goods if products.isdisjoint(f"product:{local(w)}" for w in codes.within(iri))]
        lacking = sum(not forms & self.in_label for forms in asked)
        return lacking, len(beside) if products else 0, expand("partOf") in self.values


def _asked_words(text: str) -> list[str]:
    """The words of a request that say something."""
    words = _tokens(re.sub(r"['’]s\b", "", text))
    return [word for word in words if word not in _plain()["small"]] or words


def _tokens(text: str) -> list[str]:
    """Words and numbers apart, case aside: "$550bn" gives usd, 550 and bn, "U.S." gives us."""
    text = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda found: found[0].replace(".", ""), text.replace(",", ""))
    signs = {"$": " usd ", "¥": " jpy ", "€": " eur ", "£": " gbp ", "₩": " krw "}
    spaced = "".join(signs.get(letter, letter) for letter in text)
    found = re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", spaced)
    return [_plain()["figures"].get(word.casefold(), word if word.isupper() else word.casefold()) for word in found]


@cache
def _forms(word: str) -> frozenset[str]:
    """A word with what it stands for: its singular, a country or bloc, goods, a kind of pledge."""
    plain = word.casefold()
    found = {plain, plain.removesuffix("s")}
    side = codes.party(word.upper()) or codes.party(codes.names("country").get(word.title(), ""))
    if side := side or codes.party(codes.names("country").get(word, codes.names("bloc").get(word, ""))):
        found.add(f"party:{side.code}")
    if len(plain) > 1 and not plain.isdigit() and (goods := codes.product(plain)):
        found.add(f"product:{goods.code}")
    return frozenset(found | {f"kind:{code}" for code, words in _plain()["kind"].items() if plain in words})


@cache
def _plain() -> dict[str, Any]:
    """`plain_words.toml`: small words, parts of figures, and code → words of each list."""
    read = tomllib.loads((files("kg.query") / "plain_words.toml").read_text("utf-8"))
    lists = {name: {code: set(words.split()) for code, words in read[name].items()} for name in ("kind", "status")}
    return {"small": set(read["small"].split()), "figures": read["figures"], **lists}


def concept(scheme: str, text: str) -> str:
    """The IRI that a word of a code list means: a code, a label, or what people say for it. UnknownName lists those."""
    plain = text.strip().casefold()
    for each in codes.scheme(scheme).values():
        spoken = _plain().get(scheme, {}).get(each.code, ())
        if plain in (each.code, each.label.casefold(), each.code.replace("_", " ")) or plain in spoken:
            return each.iri
    return codes.concept(scheme, text).iri


def plain_kind(word: str) -> str | None:
    """The kind of pledge that people call so."""
    return next((code for code, words in _plain()["kind"].items() if word.casefold() in words), None)


def small_words() -> frozenset[str]:
    """Words that say nothing of which thing is meant."""
    return frozenset(_plain()["small"])


def figure_words() -> frozenset[str]:
    """Words that say how large a figure is, and in which money."""
    return frozenset(_plain()["figures"])


def kind_words() -> frozenset[str]:
    """Words that people use for kinds of pledge."""
    return frozenset().union(*_plain()["kind"].values())


def _unknown(text: str, kind: str, near: Sequence[tuple[str, str]]) -> UnknownName:
    shown = "".join(f"\n  {name}  {iri.removeprefix(ID)}" for name, iri in near[:_NEAREST])
    nearest = f"; nearest:{shown}" if shown else "; `kg find NAME` searches names of all kinds"
    return UnknownName(f"no {kind} is known by {text!r}{nearest}")


def _ambiguous(text: str, kind: str, hits: Sequence[tuple[str, str]]) -> UnknownName:
    shown = few([f"{name}  {iri.removeprefix(ID)}" for name, iri in hits], _CANDIDATES, more="… and {} more")
    return UnknownName(f"{text!r} could be {len(hits)} of kind {kind}; say which:\n  " + "\n  ".join(shown))
