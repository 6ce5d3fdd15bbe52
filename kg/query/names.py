"""Names → nodes: what a person types after a filter, resolved or told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kg.model import codes, product_words, reference
from kg.model.errors import UnknownName
from kg.model.iris import DCTERMS, ID, RDFS, local
from kg.model.phrases import few, few_told
from kg.query.finding import KINDS, NEAREST, alike, borne, find, plain, resemblance, words_of
from kg.query.spoken import SIDES, Labelled, asked_words, forms_of, plain_words
from kg.query.table import Row
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = [
    "SIDES",
    "concept",
    "current",
    "figure_words",
    "has_letters",
    "kind_words",
    "plain_kind",
    "resolve",
    "small_words",
]

_HS = re.compile(r"(?:hs[ /]?)?(\d[\d.]+)", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{12}")
_LABELLED = ("pledge", "agreement", "ruling")  # known by words of a label too long to be compared whole
_FIGURE = 3  # of so many digits a figure alone is one that people call a pledge by: "550"
_BEST_KNOWN = 2  # times as many reports as of the next one that make a pledge the one meant by its figure alone
_CANDIDATES = 12  # told of a name that several things have; more are counted


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
    exact = [row for row in rows if plain(row["name"], kind) == plain(text, kind)]
    best = [row for row in rows if alike(text, row["name"])]
    surname = [row for row in rows if kind == "official" and words_of(text) <= words_of(row["name"])]
    if not has_letters(text):
        best = surname = []
    chosen = {row["iri"] for row in (exact or best or surname)}
    own = [iri for iri in chosen if len(chosen) > 1 and _label(store, str(iri)).casefold() == text.casefold()]
    if len(own) == 1:  # others bear it as a short name
        others = sorted(_label(store, str(iri)) for iri in chosen if iri not in own)
        notes.append(f"{text!r} is taken for {_label(store, str(own[0]))}; not for {', '.join(others)}")
        return str(own[0])
    if len(chosen) == 1:
        found = str(chosen.pop())
        if not exact and not surname:
            notes.append(f"{text!r} is taken for {_label(store, found)}")
        return found
    if len(chosen) > 1:
        raise _ambiguous(text, kind, [(row["name"], row["iri"]) for row in rows if row["iri"] in chosen])
    raise _unknown(text, kind, _near(store, text, rows))


def has_letters(text: str) -> bool:
    """Whether a name can be known by its likeness; one of digits and signs alone is that very name or nothing."""
    return any(sign.isalpha() for sign in text)


def _near(store: Store, text: str, rows: Iterable[Row]) -> list[tuple[str, str]]:
    """What is worth offering for what was typed, by its own name; where that is most alike first."""
    near = (row for row in rows if resemblance(text, str(row["name"])) or _begins(text, str(row["name"])))
    found = {str(row["iri"]): _label(store, str(row["iri"])) for row in near}
    order = sorted(found, key=lambda iri: (-resemblance(text, found[iri]), found[iri], iri))
    return [(found[iri], iri) for iri in order]


def _begins(text: str, name: str) -> bool:
    """Whether a name begins with all the words that were typed: Safran, of Safran Aircraft Engines."""
    return f"{name.casefold()} ".startswith(f"{text.strip().casefold()} ")


def _label(store: Store, iri: str) -> str:
    """What a node is called."""
    return next((str(name) for name in store.objects(iri, RDFS + "label")), local(iri))


def _same_first_word(store: Store, text: str, iri: str) -> list[str]:
    """Other companies whose names begin with the word that one of them is known by: GE is two."""
    own = _label(store, iri)
    if own.casefold() == text.casefold() or " " in text.strip():
        return []
    begun = sorted({name for name, other in borne(store, "company") if other != iri and name.split()[0] == text})
    return begun if own.split()[0] == text else []


def _side(store: Store, text: str, notes: list[str]) -> str:
    """A country or bloc, else a company; where it is neither, what is like it among both.

    A company's own name is the company's, though a country is also called so: Emirates.
    """
    row = reference.find_company(text)
    if row and row["name"] == text and _by_list(text, "country") is None:
        return reference.company_id(row)
    try:
        return resolve(store, text, "country", notes)
    except UnknownName as error:
        try:
            return resolve(store, text, "company", notes)
        except UnknownName as other:
            for each in (error, other):
                if not isinstance(each, _NoSuchName):
                    raise each from None  # several bear it
            rows = [row for kind in ("country", "company") for row in find(store, text, kind).rows]
            raise _unknown(text, "country or company", _near(store, text, rows)) from None


def _by_list(text: str, kind: str) -> str | None:
    if kind == "country":
        found = codes.party(text) or codes.party(text.upper())
        named = {codes.names(each)[text] for each in ("country", "bloc") if text in codes.names(each)}
        found = found or (codes.party(named.pop()) if len(named) == 1 else None)  # Brussels is two
        return found.iri if found else None
    if kind == "company":  # a country, where it stands in a company's place: it loses a share of a quota
        rows = [row for row in (reference.find_company(text), reference.by_ticker(text)) if row]
        firms = {reference.company_id(row): row["name"] for row in rows}
        if len(firms) > 1:  # BA is an airline's code and a maker's ticker
            raise _ambiguous(text, kind, [(name, iri) for iri, name in firms.items()])
        return next(iter(firms), None) or _by_list(text, "country")
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
    group = product_words.product(text)
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

    Every word must be said of the event: a party, goods, a figure, a kind, a company, an official, a law; a figure
    alone must have three digits and stand in its label, since addresses have figures too. Of several events the one is
    meant whose label says all of it, with no goods but those asked for, or in these very words; the others are named.
    Of a sum alone it is the one that most reports tell of, by twice as many as of the next.
    """
    for iri in (ID + text, f"{ID}{kind}/{text}"):
        if " " not in text and store.holds(found := current(store, iri)):
            return found
    known = Labelled.of(store, kind, KINDS[kind])
    exact = [event for event in known.all if event.is_called(text.strip().casefold())]
    figure = not has_letters(text)
    asked = [forms_of(word) for word in asked_words(text) if not figure or len(word) >= _FIGURE]
    told = [known.saying(forms) for forms in asked]
    if figure:
        told = [{n for n in each if forms & known.all[n].in_label} for each, forms in zip(told, asked, strict=True)]
    hits = exact or [known.all[n] for n in sorted(set.intersection(*told) if told else ())]
    hits.sort(key=lambda event: (event.rank(asked), event.label, event.iri))
    best = [event for event in hits if event.rank(asked) == hits[0].rank(asked)]
    as_typed = [
        event for event in best if " " in text and f" {text.strip()} ".casefold() in f" {event.label} ".casefold()
    ]
    best = as_typed if len(as_typed) == 1 else best  # "US beef" is in one label, and "UK" and "US" in both
    alone = [event for event in best if len(event.values.get(expand("pledger"), ())) == 1]
    best = alone if len(alone) == 1 else best  # what one side promises, not what two aim at together
    own = [event for event in hits if all(forms & event.in_label for forms in asked)]
    if len(own) > 1 and not exact and _is_sum(text):  # "$750bn" alone is the one that everybody tells of
        first, second, *_ = sorted(own, key=lambda event: -event.reports)
        best = [first] if first.reports >= _BEST_KNOWN * second.reports else own
        hits = own if len(best) > 1 else hits
    if len(best) == 1:
        # one that has the figure asked for only as another report's is not meant
        figures = [forms for forms in asked if any(map(str.isdigit, "".join(forms)))]
        beside = [event for event in hits if event is not best[0]]
        if others := [event.label for event in beside if all(forms & event.in_label for forms in figures)]:
            notes.append(f"{text!r} is taken for {best[0].label!r}; it may also mean: {few_told(others, 2)}")
        return best[0].iri
    if hits:  # the most told come first, a part as well
        hits.sort(key=lambda event: (event.rank(asked)[:3], -event.reports, event.label, event.iri))
        raise _ambiguous(text, kind, [(event.told, event.iri) for event in hits])
    hit = Counter(n for events in told for n in events)
    near = sorted((-number, known.all[n].label, n) for n, number in hit.items())
    raise _unknown(text, kind, [(known.all[n].told, known.all[n].iri) for _, _, n in near])


def _is_sum(text: str) -> bool:
    """Whether a text is a figure of three digits, with no other words than its unit."""
    figure = any(len(word) >= _FIGURE and word.isdigit() for word in asked_words(text))
    beside = figure_words() | small_words()
    return figure and all(re.search(r"\d", word) or word.casefold() in beside for word in text.split())


def concept(scheme: str, text: str) -> str:
    """The IRI that a word of a code list means: a code, a label, or what people say for it. UnknownName lists those."""
    plain = text.strip().casefold()
    for each in codes.scheme(scheme).values():
        spoken = plain_words().get(scheme, {}).get(each.code, ())
        if plain in (each.code, each.label.casefold(), each.code.replace("_", " ")) or plain in spoken:
            return each.iri
    return codes.concept(scheme, text).iri


def plain_kind(word: str) -> str | None:
    """The kind of pledge that people call so."""
    return next((code for code, words in plain_words()["kind"].items() if word.casefold() in words), None)


def small_words() -> frozenset[str]:
    """Words that say nothing of which thing is meant."""
    return frozenset(plain_words()["small"])


def figure_words() -> frozenset[str]:
    """Words that say how large a figure is, and in which money."""
    return frozenset(plain_words()["figures"])


def kind_words() -> frozenset[str]:
    """Words that people use for kinds of pledge."""
    return frozenset().union(*plain_words()["kind"].values())


class _NoSuchName(UnknownName):
    """Nothing bears a name."""


def _unknown(text: str, kind: str, near: Sequence[tuple[str, str]]) -> UnknownName:
    shown = "".join(f"\n  {name}  {iri.removeprefix(ID)}" for name, iri in near[:NEAREST])
    nearest = f"; nearest:{shown}" if shown else ", and none of a like name; `kg find NAME` searches names of all kinds"
    return _NoSuchName(f"no {kind} is known by {text!r}{nearest}")


def _ambiguous(text: str, kind: str, hits: Sequence[tuple[str, str]]) -> UnknownName:
    shown = few([f"{name}  {iri.removeprefix(ID)}" for name, iri in hits], _CANDIDATES, more="… and {} more")
    return UnknownName(f"{text!r} could be {len(hits)} of kind {kind}; say which:\n  " + "\n  ".join(shown))
