"""What reference data knows a company to make: the fact that speaks to goods promised by words printed, and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from kg.model import codes, dates
from kg.model.iris import local
from kg.model.phrases import few_told, filled, listed, with_article
from kg.query.reader import Reader
from kg.query.sources import source_of
from kg.questions.benefits import benefit_words
from kg.questions.benefits.benefit_words import addresses
from kg.store.nodes import Values, expand

__all__ = ["Sides", "Told", "Wording", "of", "sentences", "supplies"]

_TOLD = 3  # countries that goods went to; more are counted
_CITED = 3  # sources named; more are counted
_OLD = 10  # years before a pledge after which a source says nothing of it any more


class Wording(NamedTuple):
    """What reports say of a pledge: the words kept, and those of them that ask for no end of it."""

    kept: str
    firm: str


class Sides(NamedTuple):
    """The countries (IRIs) of who sells, none where a company sells from wherever it makes; and of who buys."""

    sell: Collection[str]
    buy: Collection[str]


class Told(NamedTuple):
    """When a pledge was first told, and the addresses of its reports, which bear out nothing beside themselves."""

    day: date
    links: Collection[str] = ()


def supplies(reader: Reader, company: str) -> list[Values]:
    """All facts on what a company makes, designs or ships."""
    return [reader.node(iri) for iri in reader.store.subjects("company", company) if "/id/supply/" in iri]


def of(
    reader: Reader, company: str, promised: Sequence[str], sides: Sides, said: Wording, told_of: Told
) -> tuple[dict[str, str], tuple[str, ...]] | None:
    """What a company makes of the goods promised (IRIs) where it sells from, as words, and the addresses.

    All its plants, or all that those words name, or that make a model or a size named in them; else those from where
    such goods went to who promises, if any did. None where nothing is known, or only of other models or other goods of
    the same sector (soybeans for wheat say nothing), or from a source more than ten years older than it was told of,
    or from a report of the pledge itself.
    """
    held = [
        node
        for node in supplies(reader, company)
        if not {*addresses([node])} & {*told_of.links}
        and not _is_old(reader, node, told_of.day)
        and not _has_ended(reader, node, told_of.day)
    ]
    fitting = [node for node in held if _fits(node, promised)]
    if not fitting and not any(_of_a_kind(node, promised) for node in held):
        fitting = held  # engines, of a seller named for aircraft
    here = [node for node in fitting if _of(node, "country") & {*sides.sell}] or fitting
    gone = [node for node in here if _of(node, "destination") & {*sides.buy}]
    named = [node for node in here if _is_named(reader, node, said.kept)]
    if gone and sides.sell and all(_is_ahead(reader, node) for node in named):
        named = []  # of a seller among others one at work already comes before one that a report has in view
    if named:
        gone = [node for node in named if node in gone]
    like = _alike(reader, _making(reader, gone or named or here, said))
    if not like:
        return None
    told = [node for node in like if expand("place") in node] or like[:1]
    given = _given(reader, told)
    if gone:
        given["to"] = _going(reader, told)
    return given, addresses(told)


def _alike(reader: Reader, facts: Sequence[Values]) -> list[Values]:
    """Those of one activity on the same goods: at work already before ahead, and what comes nearest to making."""
    ranked = sorted(facts, key=lambda node: (_is_ahead(reader, node), -_rank(reader, node), _label(reader, node)))
    return [node for node in ranked if _same(reader, node, ranked[0])]


def _same(reader: Reader, node: Values, other: Values) -> bool:
    alike = all(node.get(expand(word)) == other.get(expand(word)) for word in ("activity", "product"))
    return alike and _is_ahead(reader, node) == _is_ahead(reader, other)


def _rank(reader: Reader, node: Values) -> int:
    return codes.concept("activity", reader.code(node, "activity") or "").rank or 0


def _fits(node: Values, promised: Sequence[str]) -> bool:
    return any(codes.covers(wide, iri) for wide in promised for iri in _of(node, "product"))


def _of_a_kind(node: Values, promised: Sequence[str]) -> bool:
    made, wanted = ({iri for each in goods for iri in codes.within(each)} for goods in (_of(node, "product"), promised))
    return not made.isdisjoint(wanted)


def _of(node: Values, word: str) -> set[str]:
    return set(map(str, node.get(expand(word), ())))


def _going(reader: Reader, facts: Sequence[Values]) -> str:
    """The countries that goods went to, in words."""
    return listed((with_article(name) for node in facts for name in reader.labels(node, "destination")), _TOLD)


def sentences(reader: Reader, facts: Iterable[Values]) -> list[str]:
    """What facts tell in words, those alike in one sentence: `Boeing assembles aircraft in the United States: …`."""
    alike: dict[tuple[str, ...], list[Values]] = {}
    for node in sorted(facts, key=lambda node: _label(reader, node)):
        key = (str(node.get(expand(word))) for word in ("company", "activity", "product", "country", "destination"))
        alike.setdefault((*key, str(_is_ahead(reader, node))), []).append(node)
    told = []
    for nodes in alike.values():
        given = {"company": reader.label(str(nodes[0][expand("company")][0])), **_given(reader, nodes)}
        given["to"] = _going(reader, nodes[:1])
        told.append(filled(benefit_words.words()["sells"][given["sort"]], given))
    return told


def _given(reader: Reader, told: Sequence[Values]) -> dict[str, str]:
    """The words of a sentence on facts that tell of one activity on the same goods."""
    activity = reader.code(told[0], "activity") or ""
    made = sorted(map(str, told[0][expand("product")]), reverse=True)  # everyday groups before headings
    sort = "exports" if activity == "exports" else "other"
    return {
        "sort": "ahead" if _is_ahead(reader, told[0]) else sort,
        "activity": codes.label(codes.iri("activity", activity)),
        "product": reader.label(made[0]),
        "where": _where(reader, told),
        "source": few_told(list(dict.fromkeys(source_of(node) for node in told)), _CITED),
    }


def _where(reader: Reader, told: Sequence[Values]) -> str:
    """Where it is done: the places of one country behind it, of several in brackets."""
    places: dict[str, list[str]] = {}
    for node in told:
        country = with_article(reader.label(str(node[expand("country")][0])))
        places.setdefault(country, []).extend(filter(None, [_place(reader, node)]))
    within = {country: "; ".join(dict.fromkeys(held)) for country, held in sorted(places.items())}
    form = "{}: {}" if len(within) == 1 else "{} ({})"
    return listed([form.format(*each) if each[1] else each[0] for each in within.items()], len(within))


def _place(reader: Reader, node: Values) -> str:
    """Where it is done; of a plant that had not begun by the last report also from when."""
    place = str(reader.first(node, "place") or "")
    start = reader.first(node, "validFromPrinted") or reader.first(node, "validFrom")
    return f"{place} (expected from {dates.say(str(start))})" if place and _is_ahead(reader, node) else place


def _is_ahead(reader: Reader, node: Values) -> bool:
    """Whether it had not begun by the last report."""
    start = reader.first(node, "validFrom")
    return isinstance(start, date) and start > reader.last_report


def _has_ended(reader: Reader, node: Values, day: date) -> bool:
    end = reader.first(node, "validTo")
    return isinstance(end, date) and end < day


def _is_old(reader: Reader, node: Values, day: date) -> bool:
    printed = reader.first(node, "sourceDate")
    told = dates.latest(str(printed)) if printed else None
    return told is not None and told.year + _OLD < day.year


def _is_named(reader: Reader, node: Values, words: str) -> bool:
    """Whether words name a plant or its state, by the first or the last part of its place, beside its maker's name.

    "Washington" and "Georgia" name a country or its government as well.
    """
    [company] = _of(node, "company")
    for name in sorted(reader.called(company), key=len, reverse=True):
        words = words.replace(name, "")
    parts = [part.strip() for part in str(reader.first(node, "place") or "").split(",")]
    named = (part for part in dict.fromkeys((parts[0], parts[-1])) if part and part not in codes.surfaces("country"))
    return any(re.search(rf"\b{re.escape(part)}\b", words) for part in named)


def _making(reader: Reader, plants: Sequence[Values], said: Wording) -> list[Values]:
    """The plants that make a model named, and those of a size named that none of these makes; all where none is named.

    A size beside a model of that size says no more: a 777 is no 787, though both are wide. All too where words say
    that only some of the goods are of a model. None where other models are named than any plant is known to make.
    """
    known = benefit_words.words()["made"]
    models = {form for node in plants for form in _in(_models(node), said.kept)}
    told = {id(node): _note(reader, node) for node in plants}
    of_it = [node for node in plants if models & _in(_models(node), told[id(node)])]
    if models and not of_it:
        return []
    beside = {size for node in of_it for size in _in(known["sizes"], told[id(node)])}
    sizes = _in(known["sizes"], said.firm) - beside
    of_it = [node for node in plants if node in of_it or sizes & _in(known["sizes"], told[id(node)])]
    partly = models and _pattern(known["partly"]).search(said.kept)
    return list(plants) if partly or not of_it else of_it


def _models(node: Values) -> Mapping[str, str]:
    """The models that the maker of a fact has, each with its form."""
    [company] = _of(node, "company")
    known: Mapping[str, Mapping[str, str]] = benefit_words.words()["made"]["models"]
    return known.get(local(company), {})


def _note(reader: Reader, node: Values) -> str:
    return str(reader.first(node, "note") or "")


def _in(forms: Mapping[str, str], text: str) -> set[str]:
    """The names whose forms a text has: "widebody" for "twin-aisle" as well."""
    return {name for name, form in forms.items() if _pattern(form).search(text)}


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form, re.IGNORECASE)


def _label(reader: Reader, node: Values) -> str:
    return str(reader.first(node, "rdfs:label"))
