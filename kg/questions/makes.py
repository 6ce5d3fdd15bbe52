"""What reference data knows a company to make: the fact that speaks to goods promised by words printed, and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from kg.model import codes, dates, product_words
from kg.model.phrases import few_told, filled, listed, with_article
from kg.query.reader import Reader
from kg.query.sources import source_of
from kg.questions import benefit_words
from kg.questions.benefit_words import addresses
from kg.store.nodes import Values, expand

__all__ = ["Sides", "Wording", "of", "sentences", "supplies"]

_TOLD = 3  # countries that goods went to; more are counted
_CITED = 3  # sources named; more are counted
_OLD = 10  # years before a pledge after which a source says nothing of it any more
# "787", "GE9X", "LEAP"; not a year, of which notes tell since when a plant stands
_MODEL = re.compile(r"\b(?!(?:19|20)\d\d\b)(?=\w*(?:\d\w*\d|[A-Z]\w*[A-Z]))\w{3,}\b")


class Wording(NamedTuple):
    """What reports say of a pledge: the words kept, those that ask for no end of it, and around them.

    Around are titles and the words kept of the wholes that it is part of, which may be about other deals too.
    """

    kept: str
    firm: str
    around: str


class Sides(NamedTuple):
    """The countries (IRIs) of who sells and of who buys."""

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
    """What a company makes of the goods promised (IRIs) in a country that sells, as words, and the addresses.

    Where it does so at several plants, only those that make a model or a size named in what is `said`; all, where none
    is named. One that those words name is told alone; else those from where such goods went to who promises, if any
    did. None where nothing is known, or only of other goods of the same sector (soybeans for wheat say nothing), or
    from a source more than ten years older than it was told of, or from a report of the pledge itself.
    """
    to = sides.sell
    apart = (node for node in supplies(reader, company) if not {*addresses([node])} & {*told_of.links})
    facts = [node for node in apart if not _is_old(reader, node, told_of.day)]
    named = [
        node
        for node in facts
        if (_fitting(reader, node, promised, to)[0] is False) and _is_named(reader, node, said.kept)
    ]
    ranked = sorted(named or facts, key=lambda node: (_fitting(reader, node, promised, to), _label(reader, node)))
    if not ranked or _of_a_kind(ranked[0], promised):
        return None
    first = ranked[0]
    like = [node for node in ranked if _same(node, first) and not _fitting(reader, node, promised, to)[2]]
    near = _going(reader, like, sides.buy)
    gone = [node for node in near if expand("destination") in node]
    making = _making(reader, like, said)
    if not making and _make_others(reader, like, said):
        return None
    told = [node for node in making or near if expand("place") in node] or gone or [first]
    given = _given(reader, told)
    if gone:
        given["to"] = listed(
            (with_article(name) for node in told for name in reader.labels(node, "destination")), _TOLD
        )
    return given, addresses(told)


def _going(reader: Reader, facts: Sequence[Values], buyers: Collection[str]) -> list[Values]:
    """The facts on what went to one of some countries; else those that tell of no country it went to."""
    of = {id(node): set(map(str, node.get(expand("destination"), ()))) for node in facts}
    return (
        [node for node in facts if not of[id(node)].isdisjoint(buyers)]
        or [node for node in facts if not of[id(node)]]
        or list(facts)
    )


def sentences(reader: Reader, facts: Iterable[Values]) -> list[str]:
    """What facts tell in words, those alike in one sentence: `Boeing assembles aircraft in the United States: …`."""
    alike: dict[tuple[str, ...], list[Values]] = {}
    for node in sorted(facts, key=lambda node: _label(reader, node)):
        key = (str(node.get(expand(word))) for word in ("company", "activity", "product", "country", "destination"))
        alike.setdefault(tuple(key), []).append(node)
    told = []
    for nodes in alike.values():
        given = {"company": reader.label(str(nodes[0][expand("company")][0])), **_given(reader, nodes)}
        given["to"] = listed(map(with_article, reader.labels(nodes[0], "destination")), _TOLD)
        told.append(filled(benefit_words.words()["sells"][given["sort"]], given))
    return told


def _given(reader: Reader, told: Sequence[Values]) -> dict[str, str]:
    """The words of a sentence on facts that tell of one activity on the same goods in one country."""
    activity = reader.code(told[0], "activity") or ""
    made = sorted(map(str, told[0][expand("product")]), reverse=True)  # everyday groups before headings
    return {
        "sort": "exports" if activity == "exports" else "other",
        "activity": codes.label(codes.iri("activity", activity)),
        "product": reader.label(made[0]),
        "country": with_article(reader.label(str(told[0][expand("country")][0]))),
        "place": "; ".join(dict.fromkeys(place for node in told if (place := _place(reader, node)))),
        "source": few_told(list(dict.fromkeys(source_of(node) for node in told)), _CITED),
    }


def _place(reader: Reader, node: Values) -> str:
    """Where it is done; of a plant that had not begun by the last report also from when."""
    place, start = str(reader.first(node, "place") or ""), reader.first(node, "validFrom")
    ahead = place and isinstance(start, date) and start > reader.last_report
    return (
        f"{place} (expected from {dates.say(str(reader.first(node, 'validFromPrinted') or start))})" if ahead else place
    )


def _fitting(
    reader: Reader, node: Values, promised: Sequence[str], to: Collection[str]
) -> tuple[bool, bool, bool, int]:
    made = [str(iri) for iri in node.get(expand("product"), ())]
    fits = any(codes.covers(wide, iri) for wide in promised for iri in made)
    here = any(str(iri) in to for iri in node.get(expand("country"), ()))
    rank = codes.concept("activity", reader.code(node, "activity") or "").rank or 0
    return not fits, not here, expand("validTo") in node, -rank


def _is_old(reader: Reader, node: Values, day: date) -> bool:
    printed = reader.first(node, "sourceDate")
    told = dates.latest(str(printed)) if printed else None
    return told is not None and told.year + _OLD < day.year


def _is_named(reader: Reader, node: Values, words: str) -> bool:
    """Whether words name a plant: by the name before the first comma of its place, if that is no town's alone."""
    name, _, rest = str(reader.first(node, "place") or "").partition(",")
    return bool(rest) and bool(_MODEL.fullmatch(name)) and re.search(rf"\b{re.escape(name)}\b", words) is not None


def _making(reader: Reader, plants: Sequence[Values], said: Wording) -> list[Values]:
    """The plants that make a model named, or what is of a size named; by what stands around where neither is.

    Where it is known of each model where it is made, a size says no more: a 777 is no 787, though both are wide.
    """
    models = _models_said(said)
    known = tuple(model for node in plants for model in _models(reader, node))
    sizes = set() if models and all(each.startswith(known) for each in models) else _sizes(said.firm)
    return [
        node
        for node in plants
        if any(each.startswith(_models(reader, node)) for each in models)
        or sizes & _sizes(str(reader.first(node, "note") or ""))
    ]


def _models_said(said: Wording) -> list[str]:
    """The models that words name; what stands around counts where they name neither a model nor a size."""
    return _models_in(said.kept) or ([] if _sizes(said.firm) else _models_in(said.around))


def _make_others(reader: Reader, plants: Sequence[Values], said: Wording) -> bool:
    """Whether a model is named and each plant is known to make others alone: an A320 line says nothing of A350s."""
    return bool(_models_said(said)) and all(_models(reader, node) for node in plants)


def _models(reader: Reader, node: Values) -> tuple[str, ...]:
    """Models in a plant's note; "777" stands for "777-9" and "777X" as well."""
    return tuple(_models_in(str(reader.first(node, "note") or "")))


def _models_in(text: str) -> list[str]:
    """What looks like a model in a text; what goods are called ("LNG") is none."""
    return [word for word in _MODEL.findall(text) if product_words.product(word) is None]


def _sizes(text: str) -> set[str]:
    """Sizes that a text names, "widebody" for "twin-aisle" as well."""
    return {size for size, form in _forms_of_sizes().items() if form.search(text)}


@cache
def _forms_of_sizes() -> Mapping[str, re.Pattern[str]]:
    return {size: re.compile(form, re.IGNORECASE) for size, form in benefit_words.words()["sizes"].items()}


def _label(reader: Reader, node: Values) -> str:
    return str(reader.first(node, "rdfs:label"))


def _same(node: Values, other: Values) -> bool:
    """Whether both tell of the same activity on the same goods in the same country."""
    return all(node.get(expand(word)) == other.get(expand(word)) for word in ("activity", "product", "country"))


def _of_a_kind(node: Values, promised: Sequence[str]) -> bool:
    made = [str(iri) for iri in node.get(expand("product"), ())]
    fits = any(codes.covers(wide, iri) for wide in promised for iri in made)
    above = [{iri for each in goods for iri in codes.within(each)} for goods in (made, promised)]
    return not fits and not above[0].isdisjoint(above[1])
