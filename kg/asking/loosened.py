"""A plain-word question of which nothing is told, asked again with the least certain of its filters read otherwise.

Nothing found is a claim about the world, and false where a word was read too narrowly. So one filter at a time is left
out or read otherwise, in a fixed order; the first that finds something answers, and says what was asked before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.asking.bearers import country_of
from kg.asking.taken import Taken, without
from kg.asking.verdicts.verdict import is_whether
from kg.asking.verdicts.verdict_words import is_asked
from kg.asking.word_lists import word_lists
from kg.ledger.status import axis
from kg.model import codes, reference
from kg.model.errors import UnknownName
from kg.model.iris import ID
from kg.model.phrases import typed, with_article
from kg.query.event_table import PARTIES
from kg.query.reader import Reader
from kg.query.table import Table
from kg.questions.beside import ONE_BY_ONE, pledging_for
from kg.questions.catalogue import QUESTIONS
from kg.questions.said import about, answer_words, listed, topic
from kg.store.embedded import Store

__all__ = ["answered"]

Ask = Callable[[Taken], Table]


def answered(
    store: Store, taken: Taken, ask: Ask, given: Collection[str] = (), told: Collection[str] = ()
) -> Iterator[tuple[Taken, Table]]:
    """What a text is taken for with its answer; where that is empty, the first other reading that is not.

    Filters that were `given` beside the text stand. Where that reading is of commands `told` already, nothing is found.
    """
    table = ask(taken)
    if table.rows:
        yield taken, table
        return
    for readings in _otherwise(store, taken, met=table.met):
        if any(taken.filters.get(name) != each.filters.get(name) for each in readings for name in given):
            continue
        if any({"pledger", "compare"} <= each.filters.keys() for each in readings):
            continue  # whose promises are compared is nobody's alone
        if any(_of_nobody(taken, each) or _of_whom_is_excluded(taken, each) for each in readings):
            continue
        if any(_of_nothing_read(taken, each) for each in readings):
            continue
        found = [(each, answer) for each in readings if (answer := _if_known(ask, each)) and answer.rows]
        if found and all(each.command in told for each, _ in found):
            break
        if found:
            said = _said(store, taken, [each for each, _ in found])
            for n, (each, rows) in enumerate(found):
                # whether it is so is not said of what leaves something out, nor whether it came of what was promised
                left_out = not {*taken.filters.values()} <= {*each.filters.values()}
                same = taken.question == each.question and (not left_out or is_asked("denies", taken.asks))
                whole = same or not is_whether(taken.asks)
                asks = taken.asks if whole or taken.figures else ""
                yield replace(each, instead_of="" if n else said, asks=asks), rows
            return
    yield taken, table


def _of_nobody(taken: Taken, other: Taken) -> bool:
    """Whether of what was asked of sides a reading leaves the goods or the kind alone: that is another question."""
    sides = PARTIES.keys() | {"home"}
    asked, left = taken.filters.keys(), other.filters.keys()
    return bool(sides & asked) and not left & (sides | _NAMED)


def _of_whom_is_excluded(taken: Taken, other: Taken) -> bool:
    """Whether a reading leaves out a side where the text says whom it does not mean: these would be the answer."""
    left_out = any(re.match(word_lists()["excluded"]["said"], word, re.IGNORECASE) for word in taken.unread)
    return left_out and bool(PARTIES.keys() & taken.filters.keys() - other.filters.keys())


def _of_nothing_read(taken: Taken, other: Taken) -> bool:
    """Whether a reading leaves out the goods where other words were not read: nothing is left but whose promises."""
    of_pledges = taken.question in word_lists()["left_words"]["of_pledges"].split()
    left_out = of_pledges and "product" in taken.filters and not {"product", "kind", *_NAMED} & other.filters.keys()
    return left_out and any(word.islower() for note in taken.unread for word in note.split())


def _if_known(ask: Ask, taken: Taken) -> Table | None:
    """The answer; None where a label that a reading puts in stands for several things."""
    try:
        return ask(taken)
    except UnknownName:
        return None


def _otherwise(store: Store, taken: Taken, *, met: bool) -> Iterator[Sequence[Taken]]:
    """Other readings, in their order; some are several commands, which answer together.

    Where the filters `met` something, of which nothing is told, those that choose among what is told are read anew.
    """
    reader = Reader(store, "latest", taken.filters)
    of_told = {*_OF_WHAT_IS_TOLD, *(("firms",) if taken.filters.keys() & {"company", "home"} else ())}
    of_told |= {"sides"} if "saying" in taken.filters else set()
    for names in map(str.split, word_lists()["loosened"]["order"]):
        if not met or of_told.issuperset(names):
            yield from _read(reader, taken, names)


def _read(reader: Reader, taken: Taken, names: Sequence[str]) -> Iterator[Sequence[Taken]]:
    """The readings of one name, or of several one after the other."""
    first, *others = names
    for readings in _READINGS.get(first, _without(first))(reader, taken):
        if others:
            for each in readings:
                yield from _read(Reader(reader.store, reader.policy, each.filters), each, others)
        else:
            yield readings


def _without(name: str) -> Callable[[Reader, Taken], Iterator[Sequence[Taken]]]:
    def reading(reader: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
        held = without(taken.filters, name)
        if name == "status" and any(axis(codes.code(each)) != "grade" for each in reader.statuses):
            return  # that nothing was cancelled is the answer
        if held != taken.filters and held.keys() & _NAMING:  # what names nothing is no answer to what names something
            yield [_asked(taken, held)]

    return reading


def _firms(reader: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """A country's promise as those of its companies: who asks for Qatar's order of aircraft means Qatar Airways'."""
    firms = [reader.label(iri) for iri in pledging_for(reader)][:ONE_BY_ONE]
    if firms:  # what a firm named beside its country promised is not told with itself
        held = {name: value for name, value in taken.filters.items() if name != "company" or value not in firms}
        yield [_asked(taken, {**held, "pledger": firm}) for firm in firms]


def _group(_: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """A company's promise or gain as that of the companies it owns: Hanwha's as Hanwha Philly Shipyard's."""
    own = reference.held_by(taken.filters["company"]) if "company" in taken.filters else ()
    if own:
        yield [_asked(taken, {**taken.filters, "company": name}) for name in own]


def _buyer(_: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """Who gains by what a company promised, where nothing is told to be its own gain: "who supplies Humain"."""
    if (
        taken.question == "beneficiaries"
        and "company" in taken.filters
        and not {"pledger", "pledge"} & {*taken.filters}
    ):
        held = without(taken.filters, "company")
        yield [_asked(taken, {**held, "pledger": taken.filters["company"]})]


def _owner(_: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """A company's order as that of who owns it: British Airways' is told as one of its group."""
    for name in ("company", "pledger"):
        for owner in reference.holders_of(taken.filters.get(name, "")):
            yield [_asked(taken, {**taken.filters, name: owner["name"]})]


def _sides(_: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """Who acts as the one acted towards, and the other way round: Korea's tariff is most often one that it pays."""
    for pair in word_lists()["loosened"]["swapped"]:
        other = dict(zip(pair, reversed(pair), strict=True))
        swapped = {other.get(name, name): value for name, value in taken.filters.items()}
        if swapped != taken.filters and swapped.keys() <= {*QUESTIONS[taken.question].filters}:
            yield [_asked(taken, swapped)]


def _pledge(reader: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """All of a side in place of the pledge that words were taken for, where a company, official or words are named."""
    if "pledge" not in taken.filters or taken.filters.keys().isdisjoint(("company", "official", "saying")):
        return
    question = "beneficiaries" if taken.question == "why" else taken.question
    sides = reader.labels(reader.node(reader.filters["pledge"]), "pledger")[:1]
    held = without(taken.filters, "pledge")
    for side in sides or (None,):  # of another side's pledges nothing was asked
        filters = {**held, **({"pledger": side} if side else {})}
        yield [_asked(replace(taken, question=question), filters)]


def _official(_: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """What a country promised, where nothing goes back to the word of its official."""
    held = without(taken.filters, "official")
    if (
        held != taken.filters
        and "pledger" in QUESTIONS[taken.question].filters
        and not {"pledger", "pledge"} & held.keys()
    ):
        yield [_asked(taken, {**held, "pledger": country_of(taken.filters["official"])})]
    yield from _without("official")(_, taken)


def _of_measures(_: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """What an official said of measures, where nobody relays a word on pledges; what one side puts on another's goods.

    Where neither promises the other anything of these, their deal on them is one on tariffs.
    """
    of_goods = taken.question == "pledges" and taken.filters.keys() == {"pledger", "recipient", "product"}
    if of_goods:
        held = {"imposer": taken.filters["recipient"], "target": taken.filters["pledger"]}
        yield [_asked(replace(taken, question="measures"), {**held, "product": taken.filters["product"]})]
    if taken.question != "evidence" or "official" not in taken.filters:
        return
    sides = {"pledger": "imposer", "recipient": "target"}
    held = {sides.get(name, name): value for name, value in taken.filters.items()}
    if held.keys() <= {*QUESTIONS["measures"].filters}:
        yield [_asked(replace(taken, question="measures"), held)]


def _wider(reader: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """What the goods belong to, the nearest first: a promise of energy may be kept in oil."""
    goods = [reader.filters["product"]] if "product" in reader.filters else []
    for each in goods:  # grows as it goes
        goods += [wider for wider in sorted(codes.broader(each)) if wider not in goods]
    for each in goods[1:]:
        yield [_asked(taken, {**taken.filters, "product": codes.label(each)})]


def _amounts(_: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """Where reports of no pledge differ on the amount, on what else they do, else which amount each has."""
    held = without(taken.filters, "field")
    if taken.question == "conflicts" and taken.filters.get("field") == topic("amount") and held:
        if len(taken.figures) != 1:  # of one that is claimed the others are asked
            yield [_asked(taken, held)]
        yield [_asked(replace(taken, question="pledges"), held)]


def _promised(_: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """Of what nobody counted, what was promised; of two sides without an agreement what one promised the other."""
    if taken.question == "delivery":
        yield [replace(taken, question="pledges")]
    if (
        taken.question == "counterpart"
        and taken.filters.keys() == {"country", "partner"}
        and is_asked("got", taken.asks)
    ):
        promised = {"pledger": taken.filters["partner"], "recipient": taken.filters["country"]}
        yield [_asked(replace(taken, question="pledges"), promised)]


def _named(_: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """A pledge that names a company which nothing is said to gain by it: what it is."""
    losing = "direction" in taken.filters  # that nobody is told to lose is the answer
    if taken.question in ("beneficiaries", "why") and "pledge" in taken.filters and not losing:
        yield [Taken("pledges", {"pledge": taken.filters["pledge"]}, taken.unread, taken.corrected)]


def _due(_: Reader, taken: Taken) -> Iterator[Sequence[Taken]]:
    """What is to be done then, where none is told to be due then or later: that of which no time is told."""
    if taken.done:
        yield [replace(taken, filters=without(taken.filters, "due"), unread=(*taken.unread, taken.done))]


_READINGS: Mapping[str, Callable[[Reader, Taken], Iterator[Sequence[Taken]]]] = {
    "firms": _firms,
    "due": _due,
    "group": _group,
    "buyer": _buyer,
    "owner": _owner,
    "sides": _sides,
    "pledge": _pledge,
    "official": _official,
    "measures": _of_measures,
    "wider": _wider,
    "promised": _promised,
    "amounts": _amounts,
    "named": _named,
}
_NAMED = {"company", "pledge", "official", "agreement", "ruling", "saying"}
_NAMING = {*PARTIES, "company", "product", "pledge", "official", "agreement", "ruling", "saying", "home"}
# they choose among what is told of a pledge, not pledges
_OF_WHAT_IS_TOLD = (
    *("group", "between", "strength", "home", "saying", "named", "pledge", "official", "measures", "amounts"),
    *("promised", "due", "buyer", "owner"),
)


def _asked(taken: Taken, filters: Mapping[str, str]) -> Taken:
    return replace(taken, filters=dict(filters)).side_by_side


def _said(store: Store, taken: Taken, found: Sequence[Taken]) -> str:
    """With which filters nothing was found, and how they stand in what is answered."""
    words = word_lists()["loosened"]
    if found[0].question != taken.question:
        sorts = {"delivery": "promised", "counterpart": "given", "conflicts": "amounts"}
        sorts |= dict.fromkeys(("evidence", "pledges"), "measures")
        sort = sorts.get(taken.question, "named")
        of_firm = sort == "named" and "company" in taken.filters
        return str(words["named_firm" if of_firm else sort]).format(**taken.filters)
    gone = {name: value for name, value in taken.filters.items() if found[0].filters.get(name) != value}
    if gone.keys() == {"company"} and found[0].filters.get("pledger") == gone["company"]:
        return str(words["buyer"]).format(**gone)
    put = ({name: held for name, held in each.filters.items() if taken.filters.get(name) != held} for each in found)
    left, new = _in_words(store, gone), listed([each for held in put if (each := _in_words(store, held))], len(found))
    if not new and len(gone) == 1 and (told := words["gone"].get(*gone)):
        return str(told).format(**{name: with_article(value) for name, value in gone.items()})
    beside = words["beside"] if taken.filters.keys() & found[0].filters.keys() else ""
    return str(words["instead" if new else "without"].format(left=left, new=new, beside=beside))


def _in_words(store: Store, filters: Mapping[str, str]) -> str:
    """Filters as an answer tells them: "by South Korea on ships"; as options where no words are for them."""
    words, others = answer_words()["filters"], word_lists()["loosened"]["told"]
    bare = (
        others[name].format(value=value) if name in others else f"--{name} {typed(value.removeprefix(ID))}"
        for name, value in filters.items()
        if name not in words
    )
    return " ".join(filter(None, [about(Reader(store, "latest", dict(filters))), *bare]))
