"""Events as people speak of them: the words said of each, and the events of which a word is said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from kg.model import codes, product_words
from kg.model.iris import ID, RDFS, SKOS, local
from kg.query.event_table import EventTable
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = ["SIDES", "Labelled", "asked_words", "forms_of", "plain_words"]

SIDES = ("pledger", "recipient", "partner", "imposer", "target")  # filters that name a party: country, bloc or company


class Labelled:
    """The events of one kind as people speak of them, found by word."""

    @classmethod
    def of(cls, store: Store, kind: str, classes: Iterable[str]) -> Labelled:
        """Those of a store, read once until something is written."""
        held: dict[str, Labelled] = store.memo.setdefault("labelled", {})
        if kind not in held:
            held[kind] = cls(EventTable.of(store), classes)
        return held[kind]

    def __init__(self, table: EventTable, classes: Iterable[str]) -> None:
        called = _Called(table)
        self.all = [_Event(table, iri, called) for class_ in classes for iri in table.all(class_)]
        self._by_word: dict[str, set[int]] = {}
        for n, event in enumerate(self.all):
            for word in event.words:
                self._by_word.setdefault(word, set()).add(n)

    def saying(self, forms: Iterable[str]) -> set[int]:
        """Places of the events of which one of these forms of a word is said."""
        return {n for form in forms for n in self._by_word.get(form, ())}


class _Called(dict[str, frozenset[str]]):
    """The words of the names of a node, by its IRI: parties stand in many events."""

    def __init__(self, table: EventTable) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, iri: str) -> frozenset[str]:
        names = self.table.node(iri)
        spoken = (*names.get(RDFS + "label", ()), *names.get(SKOS + "altLabel", ()))
        self[iri] = frozenset(word for text in spoken for word in _tokens(str(text)))
        return self[iri]


class _Event:
    """One event as people speak of it: all that may be said of it as words, and which of them its label says."""

    def __init__(self, table: EventTable, iri: str, called: _Called) -> None:
        self.table, self.iri, self.called = table, iri, called
        self.values = table.node(iri)
        self.label = str(next(iter(self.values.get(RDFS + "label", ())), local(iri)))

    @property
    def reports(self) -> int:
        """How many reports tell of it."""
        return len(self.values.get(expand("report"), ()))

    @property
    def told(self) -> str:
        """Its label with what tells it from another of the same words."""
        day = next(iter(self.values.get(expand("firstReported"), ())), "undated")
        grade = [local(str(item)) for name in ("grade", "ending") for item in self.values.get(expand(name), ())]
        return f"{self.label} ({', '.join([*grade, f'first told {day}'])})"

    def is_called(self, text: str) -> bool:
        """Whether a text in small letters is its label, whole or without what stands in brackets at its end."""
        name = self.label.casefold()
        return name.startswith(text) and (name == text or bool(re.fullmatch(r" \([^()]*\)", name[len(text) :])))

    @cached_property
    def in_label(self) -> frozenset[str]:
        """Words of its label, with all that they stand for."""
        return frozenset().union(*map(forms_of, _tokens(self.label)))

    @cached_property
    def words(self) -> frozenset[str]:
        """Words of its label, sides, goods, companies, officials, figures, legal basis and address."""
        address, _, _ = self.iri.removeprefix(ID).rpartition("-")  # figures of a hash are none of the event
        held: set[str] = set(_tokens(address))
        held.update(word for name in self.values.get(SKOS + "altLabel", ()) for word in _tokens(str(name)))
        for name in ("amount", "company", "official", *SIDES, "party", "country"):
            for iri in map(str, self.values.get(expand(name), ())):
                held |= self.called[iri]
                held.add(f"party:{local(iri)}")
        for iri in self.goods:
            held |= _goods_words(iri)
        held.update(f"kind:{local(str(iri))}" for iri in self.values.get(expand("kind"), ()))
        laws = [self.values, *(self.table.node(str(iri)) for iri in self.values.get(expand("voids"), ()))]
        named = (text for values in laws for name in ("legalBasis", "court") for text in values.get(expand(name), ()))
        for text in map(str, named):
            held.update(_tokens(text))
            held.add("".join(word[0] for word in re.findall(r"\b[A-Z][a-z]+", text)).casefold())
        return self.in_label | held

    @property
    def goods(self) -> list[str]:
        """IRIs of its products."""
        return sorted(map(str, self.values.get(expand("product"), ())))

    def rank(self, asked: Sequence[frozenset[str]]) -> tuple[int, int, int, bool, bool]:
        """Words asked for that the label lacks; goods and figures not asked for, where such are; a part, or denied."""
        products = frozenset(form for forms in asked for form in forms if form.startswith("product:"))
        beside = [iri for iri in self.goods if products.isdisjoint(f"product:{local(w)}" for w in codes.within(iri))]
        lacking = sum(not forms & self.in_label for forms in asked)
        figures = {form for forms in asked for form in forms if form[:1].isdigit()}
        others = {word for word in self.in_label if word[:1].isdigit()} - figures if figures else ()
        denied = "denied" in map(local, map(str, self.values.get(expand("ending"), ())))
        return lacking + denied, len(beside) if products else 0, len(others), expand("partOf") in self.values, denied


@cache
def _goods_words(iri: str) -> frozenset[str]:
    return frozenset([*(f"product:{local(wider)}" for wider in codes.within(iri)), *_tokens(codes.label(iri))])


def asked_words(text: str) -> list[str]:
    """The words of a request that say something."""
    words = _tokens(re.sub(r"['’]s\b", "", text))
    return [word for word in words if word not in plain_words()["small"]] or words


def _tokens(text: str) -> list[str]:
    """Words and numbers apart, case aside: "$550bn" gives usd, 550 and bn, "U.S." gives us."""
    text = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda found: found[0].replace(".", ""), text.replace(",", ""))
    signs = {"$": " usd ", "¥": " jpy ", "€": " eur ", "£": " gbp ", "₩": " krw "}
    spaced = "".join(signs.get(letter, letter) for letter in text)
    found = re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", spaced)
    return [
        plain_words()["figures"].get(word.casefold(), word if word.isupper() else word.casefold()) for word in found
    ]


@cache
def forms_of(word: str) -> frozenset[str]:
    """A word with what it stands for: its singular, a country or bloc, goods, a kind of pledge."""
    plain = word.casefold()
    found = {plain, plain.removesuffix("s")}
    side = codes.party(word.upper()) or codes.party(codes.names("country").get(word.title(), ""))
    if side := side or codes.party(codes.names("country").get(word, codes.names("bloc").get(word, ""))):
        found.add(f"party:{side.code}")
    if len(plain) > 1 and not plain.isdigit() and (goods := product_words.product(plain)):
        found.add(f"product:{goods.code}")
    return frozenset(found | {f"kind:{code}" for code, words in plain_words()["kind"].items() if plain in words})


@cache
def plain_words() -> dict[str, Any]:
    """`plain_words.toml`: small words, parts of figures, and code → words of each list."""
    read = tomllib.loads((files("kg.query") / "plain_words.toml").read_text("utf-8"))
    lists = {name: {code: set(words.split()) for code, words in read[name].items()} for name in ("kind", "status")}
    return {"small": set(read["small"].split()), "figures": read["figures"], **lists}
