"""What the words of a question point at in the graph: a pledge, an agreement, what reports tell in these very words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.asking.bearers import country_in, country_of
from kg.asking.claimed import counts_in, is_definite, money_in, told_figures
from kg.asking.named_words import Words
from kg.asking.taken import Taken
from kg.asking.unread_words import statuses
from kg.asking.word_lists import listed, usual_partner
from kg.asking.word_order import bare
from kg.model import codes, product_words
from kg.model.errors import UnknownName
from kg.model.iris import RDFS
from kg.query import names
from kg.query.outlets import sources
from kg.query.reader import Reader
from kg.query.sources import Sources
from kg.query.spoken import Labelled, asked_words, forms_of
from kg.questions.beside import ONE_BY_ONE
from kg.questions.catalogue import QUESTIONS
from kg.questions.told_in import telling
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = [
    "OF_ALL",
    "accord_in",
    "most_told",
    "of_accord",
    "of_figure",
    "pledge_in",
    "resolved",
    "source_in",
    "told_words",
]

OF_ALL = ("history", "overview", "measures")  # asked of an agreement: all that was given under it
_LONGEST = 4  # words that an agreement is called by
_SHORT = 3  # a word of so few letters that nothing bears is not looked for in what reports say


def of_accord(store: Store, question: str | None, found: Words, said: frozenset[str], saying: str = "") -> list[Taken]:
    """What is asked of an agreement that the words name: what was given under it, or of the pledge it is known for.

    What became of its promises is what was counted. Of a ruling that they name it is the pledges it reaches.
    """
    named = accord_in(store, found, found.words)
    texts = (named, found.pledge_words, " ".join(found.refused))
    known = [(kind, text, resolved(store, text, kind)) for text in texts for kind in ("agreement", "ruling")]
    kind, name, iri = next((held for held in known if held[2]), ("", "", None))
    if kind == "ruling":
        return _of_ruling(store, name, found, said, saying)
    if not iri and said & listed("court") and (ruling := most_told(store, expand("Ruling"))):
        return _of_ruling(store, ruling, found, said, saying, corrected=(("the court's ruling", ruling),))
    if not iri:
        return []
    if question == "history" and said & listed("promises"):
        return [Taken("delivery", {kind: name})]
    if question is None or kind in QUESTIONS[question].filters or question in OF_ALL:
        return [Taken("counterpart", {kind: name})]
    told = {str(each): len(store.objects(str(each), "claim")) for each in store.objects(iri, "contains")}
    pledges = sorted((each for each in told if "/pledge/" in each), key=lambda each: (-told[each], each))
    if question == "talks":
        return [Taken("counterpart", {kind: name})]  # what came of them
    if not pledges or "pledge" not in QUESTIONS[question].filters:
        found.refused += [word for word in name.split() if word[0].isupper()]  # nothing was made of them
        return []
    return [Taken(question, {"pledge": str(store.objects(pledges[0], RDFS + "label")[0])})]


def _of_ruling(
    store: Store,
    ruling: str,
    found: Words,
    said: frozenset[str],
    saying: str,
    corrected: tuple[tuple[str, str], ...] = (),
) -> list[Taken]:
    """What is asked of a ruling: what it reached, with the pledges that stand as the words ask, or one that they name.

    With a `saying` those pledges alone that reports tell in such words.
    """
    if one := _pledge_beside(store, ruling, found):
        asked = [("pledges", {"pledge": one, "ruling": ruling}), ("counterpart", {"pledge": one})]
        return [Taken(question, filters, corrected=corrected) for question, filters in asked]
    reached = [name for name in found.parties if name != usual_partner()] or found.parties  # whose court it is
    of_it = {"ruling": ruling, **({"country": reached[0]} if reached else {})}
    if saying:
        return [Taken("pledges", {**of_it, "saying": saying}, corrected=corrected)]
    asked = []
    of_promises = listed("promises") | listed("accord")
    of_rate = said & listed("duties") and said.isdisjoint(of_promises) and not statuses(said)
    if found.parties[:1] != [usual_partner()] and (of_rate or (found.product and said & listed("duties"))):
        goods = {"product": found.product} if found.product else {}
        asked += [("measures", {"target": side, **goods}) for side in reached[:1]]
    if standing := statuses(said):
        asked.append(("pledges", {**of_it, "status": ",".join(standing)}))
    elif said & listed("promises"):
        asked.append(("pledges", {**of_it}))
    asked.append(("counterpart", of_it))
    return [Taken(question, filters, corrected=corrected) for question, filters in asked]


def _pledge_beside(store: Store, ruling: str, found: Words) -> str:
    """The words beside a ruling that name one pledge by its figure; none where they do not."""
    others = {*ruling.casefold().split(), *listed("court"), *listed("ruling")}
    text = " ".join(word for word in found.naming_words.split() if word.casefold() not in others)
    return text if resolved(store, text, "pledge") else ""


def most_told(store: Store, class_: str) -> str:
    """The label of what most claims tell of; none where there is nothing of the class."""
    told = sorted((-len(store.objects(iri, "claim")), iri) for iri in store.subjects("a", class_))
    return str(store.objects(told[0][1], RDFS + "label")[0]) if told else ""


def accord_in(store: Store, found: Words, words: Sequence[str]) -> str:
    """The words that name one agreement, at least one of which names nothing else; they are no longer unread then."""
    unknown = {*found.refused, *found.unread} - {found.product, found.company, found.official}
    unknown = {word for word in unknown if not country_in(word)}  # whose word it is names no agreement
    if not unknown:
        return ""
    small = names.small_words() - listed("accord")
    for length in range(_LONGEST, 0, -1):
        for at in range(len(words) - length + 1):
            run = words[at : at + length]
            named = unknown.intersection(run) and small.isdisjoint((run[0].casefold(), run[-1].casefold()))
            if length == 1 and (not run[0][0].isupper() or len(run[0]) <= _SHORT):
                continue  # one word that names an agreement is a place: Turnberry
            iri = resolved(store, " ".join(run), "agreement") if named else None
            if iri and (_says_which(run) or not _is_of_others(store, iri, found.parties)):
                found.without(run)
                return " ".join(run)
    return ""


def _says_which(run: Sequence[str]) -> bool:
    """Whether one of the words has a capital and is none that any agreement may be called by: a place, a person."""
    return any(word[0].isupper() and word.casefold() not in listed("accord_words") for word in run)


def _is_of_others(store: Store, accord: str, parties: Sequence[str]) -> bool:
    """Whether sides are named of which one is no party to the agreement."""
    reader = Reader(store, "latest", {})
    return not {*parties} <= {*reader.labels(reader.node(accord), "party")}


def source_in(store: Store, found: Words, words: Sequence[str]) -> str:
    """The words that name an outlet or an origin of reports, of which at least one names nothing else."""
    unknown = {*found.refused, *found.unread}
    if not unknown:
        return ""
    known = {name.casefold() for name in sources(store)}
    for length in range(_LONGEST, 0, -1):
        for at in range(len(words) - length + 1):
            run = words[at : at + length]
            name = bare(" ".join(run))
            if unknown.intersection(run) and run[0][0].isupper() and name.casefold() in known:
                return name
    return ""


def told_words(store: Store, found: Words, question: str | None) -> list[str]:
    """Words that name nothing here and in which reports tell something; where it is plain what is asked, only names."""
    of_duties = not listed("duties").isdisjoint(map(str.casefold, found.words))
    of_rates = of_duties or question == "counterpart"
    if not of_rates and (shares := [word for word in found.unread if "%" in word]):  # "90% of the profits"
        return _said(store, shares)
    unknown = [*found.refused, *(word for word in found.unread if not question or word[0].isupper())]
    told = _said(store, (word for word in unknown if len(word) > _SHORT and word.isalpha() and not country_in(word)))
    return [word for word in told if word[0].isupper()] or told


def _said(store: Store, words: Iterable[str]) -> list[str]:
    """Those of some words in which reports tell something."""
    return [word for word in words if telling(Reader(store, "latest", {"saying": word}))]


def pledge_in(store: Store, found: Words) -> str | None:
    """The words themselves, where they name one pledge: alone, with the company, or those alone that name something.

    Whose companies are asked for names no pledge.
    """
    firm = found.company or ""
    of_whom = country_of(found.official) if found.official and not found.parties else ""
    worded = [
        *([f"{found.pledge_words} {of_whom}"] if of_whom else []),
        found.pledge_words,
        f"{found.pledge_words} {firm}" if firm else "",
        found.naming_words,
        found.named_beside_firms,
        found.named_behind_gain,
    ]
    return next((text for text in worded if _is_meant(store, found, text)), None) or _of_its_goods(store, found)


def _is_meant(store: Store, found: Words, text: str) -> bool:
    """Whether words name one pledge that has the figures they have; money alone only one of the company named with it.

    But for "the $550bn", as long as it is one pledge's alone: then it is asked what a company has to do with it.
    """
    notes: list[str] = []
    iri = resolved(store, text, "pledge", notes)
    if not iri:
        return False
    event = next((each for each in Labelled.of(store, "pledge", [expand("Pledge")]).all if each.iri == iri), None)
    money, counts = money_in(text), counts_in(text)
    if event is None or not (money or counts):
        return True
    told = {figure for claim in Sources.of(store).claims(iri) for figure in told_figures(claim.amounts)}
    if not told.union(event.label.casefold().split()).issuperset([*money, *counts]):
        return False  # 200 aircraft are no $200bn
    if not money:
        return True
    known = is_definite(" ".join(found.words)) and not notes
    if known or found.parties or not found.firm or found.question in ("beneficiaries", "why", "exposure"):
        return True
    return all(forms_of(word) & event.words for word in asked_words(found.firm))


def _of_its_goods(store: Store, found: Words) -> str | None:
    """Of "the Korean shipbuilding pledge" the one of that side on nothing but these goods that reports tell of most."""
    goods = product_words.product(found.product or "")
    calls_one = any(word.casefold() in listed("one_pledge") for word in found.words)
    if not goods or len(found.parties) != 1 or not calls_one:
        return None
    reader = Reader(store, "latest", {})
    alone = [
        event
        for event in Labelled.of(store, "pledge", [expand("Pledge")]).all
        if found.parties[0] in reader.labels(event.values, "pledger")
        and event.goods
        and all(codes.covers(goods.iri, iri) for iri in event.goods)
    ]
    often = sorted(alone, key=lambda event: -reader.reports(event.iri))[:2]
    if not often or (len(often) > 1 and reader.reports(often[0].iri) == reader.reports(often[1].iri)):
        return None
    label = often[0].label
    return label if resolved(store, label, "pledge") == often[0].iri else often[0].iri


def of_figure(store: Store, found: Words) -> list[str]:
    """Labels of the few pledges of a side that are known by the figure behind it, those that most reports tell first.

    Whatever else is named says what is asked of them; of goods that some of them have these are meant.
    """
    reader = Reader(store, "latest", {})
    goods = {found.product, *(value for name, value, _ in found.more if name == "product")}
    for side, figure in found.figures:
        asked = [forms_of(word) for word in asked_words(figure)]
        own = [
            event
            for event in Labelled.of(store, "pledge", [expand("Pledge")]).all
            if side in reader.labels(event.values, "pledger") and all(forms & event.in_label for forms in asked)
        ]
        of_goods = [event for event in own if {codes.label(iri) for iri in event.goods} & goods]
        told = sorted(of_goods or own, key=lambda event: (-reader.reports(event.iri), event.iri))
        if told and len(told) <= ONE_BY_ONE:
            as_typed = f"{side} {figure}"
            return [as_typed if resolved(store, as_typed, "pledge") == event.iri else event.label for event in told]
    return []


def resolved(store: Store, text: str, kind: str, notes: list[str] | None = None) -> str | None:
    """The IRI of the one thing that words name; None where they name nothing or several things."""
    try:
        return names.resolve(store, text, kind, notes) if text else None
    except UnknownName:
        return None
