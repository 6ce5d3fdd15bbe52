"""What an event is called, as an editor would: "Japan proposed to buy up to ¥1tn of US chips".

Words are those of `label_words.toml`: one verb a kind, one way to say a grade. Who, how much, and of what follow the
claims that most reports share, so one odd report renames nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import singledispatch
from typing import TypeVar

from kg.ledger.accord_name import is_proper, shared_name
from kg.ledger.figures import Figure, leading, promised
from kg.ledger.meetings import CALLED_OFF, PLANNED, held, is_call
from kg.ledger.narrowed import of_place
from kg.ledger.reach import on_all_countries, on_all_goods
from kg.ledger.recalled import first_told, one_month, recalled
from kg.ledger.rivals import Rival
from kg.ledger.sides import ACTS, BEFORE, MOST, PLACE, called, label_words, named_as, others_of, party_of, sides_of
from kg.ledger.state import State
from kg.ledger.status import axis
from kg.model import amounts, codes, dates
from kg.model.claims import Agreement, Claim, Delivery, Measure, Pledge, Ruling, Talks
from kg.model.phrases import listed, with_article

__all__ = ["label"]

_Value = TypeVar("_Value", str, int, Decimal)
_FEW = 4  # one of so many claims that names other goods is enough
_MONEY = ("investment", "loan", "guarantee", "trade_target", "mixed")  # kinds of which money is told
_SHARES = ("percent", "percentage_point")
_LEVEL = "level"
_THREAT = "threaten"
_MODEL = re.compile(r"\b[A-Z]+-?\d+\w* \w")  # a name with a number before the goods
_UNDOING = ("suspend", "delay", "remove", "exempt")  # acts that say already how a measure ended
_EARLY = ("considering", "proposed")


def label(state: State) -> str:
    """The event's label, worded after what most of its claims say."""
    return _label(state.head, state)


@singledispatch
def _label(claim: Claim, state: State) -> str:
    raise TypeError(f"no label is made for {type(claim).__name__}")


@_label.register
def _agreement(claim: Agreement, state: State) -> str:
    names = [item.claim.name for item in state.claims if isinstance(item.claim, Agreement)]
    codes_of = [code for code, _ in sides_of(state, 0) if code]
    name = shared_name(names, codes_of, label_words()["accord"]["sorts"])
    if is_proper(name):
        day = _usual([item.happened for item in state.claims])
        return f"{name} ({named_as(sides_of(state, 0), ACTS, ', ')}){_part(', ', day and dates.say(day))}"
    plain = name[:1].lower() + name[1:] if name[1:2].islower() else name
    return f"{_between(state)} {plain}{_when(state)}"


@_label.register
def _talks(claim: Talks, state: State) -> str:
    rounds = _usual([item.claim.round for item in state.claims if isinstance(item.claim, Talks)])
    what, came = "call" if is_call(state.claims) else "talks", held(state.claims)
    said = f" ({came})" if came in (PLANNED, CALLED_OFF) else ""
    place = _usual([item.claim.place for item in state.claims if isinstance(item.claim, Talks)])
    when = _when(state) or _part(", ", place)  # of no day they are told apart by where they were held
    return f"{_between(state)} {what}{f', round {rounds}' if rounds else ''}{when}{said}"


def _between(state: State) -> str:
    """The sides of talks and agreements: "Japan–US"."""
    sides = [called(side, ACTS) for side in sorted(sides_of(state, 0), key=lambda side: side[1])]
    return "–".join(sides) if len(sides) <= MOST else listed(sides, MOST)


def _when(state: State) -> str:
    """Its day as most claims give it, else the day by which it was reported."""
    if day := _usual([item.happened for item in state.claims]):
        return f", {dates.say(day)}"
    days = {item.published: item.report.published for item in state.claims if item.published}
    told = days[min(days)] if days else None
    return f", reported {dates.say(told)}" if told else ""


def _usual(values: Iterable[_Value | None]) -> _Value | None:
    """The value that most claims give, of equally many the one told last; None if none gives any."""
    given = [value for value in values if value is not None]
    often = Counter(given)
    return max(enumerate(given), key=lambda item: (often[item[1]], item[0]))[1] if given else None


@_label.register
def _ruling(claim: Ruling, state: State) -> str:
    named = [item.claim.legal_basis for item in state.claims if isinstance(item.claim, Ruling)]
    basis = claim.legal_basis or next(filter(None, named), None)
    day = _usual([item.happened for item in state.claims])
    return f"{claim.court} ruling{_part(' on ', basis)}{_part(', ', day and dates.say(day))}"


@_label.register
def _measure(claim: Measure, state: State) -> str:
    words, action = label_words(), _act(state)
    rates = [item.rate_percent for item in _measures(state) if item.action == action]
    usual = _usual(rates or [item.rate_percent for item in _measures(state)])
    rate = f"{usual:f}%" if usual is not None else ""
    templates = words["measure"] if rate else {**words["measure"], **words["measure_without_rate"]}
    template = templates.get(action, templates["impose"])
    kind = words["measure_kind"][claim.kind]
    if rate and "{rate} {kind}" in template:
        kind = words["measure_kind_at_a_rate"].get(claim.kind, codes.concept("measure_kind", claim.kind).label)
    bases = {item.legal_basis for item in _measures(state) if item.action == action and item.legal_basis}
    if action == "remove" and len(bases) == 1:  # others may go on
        kind = f"{bases.pop()} {kind}"
    said = _filled(template, rate=rate, kind=kind, goods=_goods_of(state, to=claim.kind == "export_control"))
    early = state.grade if state.grade in _EARLY and action != _THREAT else None
    return f"{named_as(sides_of(state, 0), ACTS)} {said}{_year(state)}{_standing(state, action in _UNDOING, early)}"


def _measures(state: State) -> list[Measure]:
    return [item.claim for item in state.claims if isinstance(item.claim, Measure)]


def _act(state: State) -> str:
    """What most claims tell of; a threat only where most tell of no more than that."""
    told = [item.action for item in _measures(state)]
    done = [action for action in told if action != _THREAT]
    return _usual(told if state.grade in _EARLY else done or told) or _THREAT


def _year(state: State) -> str:
    """The year of its effect as most claims give it, else that of the first report."""
    if day := _usual([item.effective for item in _measures(state)]):
        return f", {day[:4]}"
    told = min((item.report.published for item in state.claims if item.report.published), default=None)
    return f", reported {told[:4]}" if told else ""


@_label.register
def _pledge(claim: Pledge, state: State) -> str:
    words, figure = label_words(), _figure(state, money=claim.kind in _MONEY)
    template = words["pledge"][claim.kind]
    if figure is None or figure.amount.unit in _SHARES:
        template = words["pledge_without_amount"].get(claim.kind, template)
    elif figure.amount.recurrence == _LEVEL:
        template = words["pledge_to_a_level"].get(claim.kind, template)
    who, place = sides_of(state, 0), named_as(others_of(state), PLACE)
    if not place:
        template = re.sub(r" (in and buy from|in|to|for|with|from) \{place\}", "", template)
    verb = _undertaking(state) or _filled(
        template,
        much=_much(state),
        goods=_goods(state) or "goods",
        amount=_amount(figure) if figure else "",
        place=place,
        about=_about(state),
        own="its" if len(who) == 1 else "their",
    )
    firm = words["grade"].get(state.grade or "announced", "to {verb}")
    return f"{named_as(who, ACTS)} {firm.format(verb=verb)}{_made(claim, state, figure)}{_standing(state)}"


def _made(claim: Pledge, state: State, figure: Figure | None) -> str:
    """When it was made: the year, of what the first report recalls; the month, of a purchase of one thing or no figure.

    One buyer's orders of the same number, of a ship each, and purchases "of farm goods", have nothing else to be told
    apart by: of what was first an option it is the month of the order. Of what is told only to be over nobody says when
    it was made.
    """
    if year := recalled(state.claims):
        return f", {year}"
    bare = claim.kind == "purchase" and (figure is None or _is_one(figure)) and state.grade is not None
    firm = [item for item in state.claims if getattr(item.claim, "status", None) == state.grade]
    return _part(", ", (one_month(state.claims) or first_told(firm or state.claims)[:7]) if bare else "")


def _undertaking(state: State) -> str | None:
    """What is undertaken, in the words of most claims that have words for it."""
    return _usual([item.claim.undertaking for item in state.claims if isinstance(item.claim, Pledge)])


@_label.register
def _delivery(claim: Delivery, state: State) -> str:
    stage = codes.concept("stage", claim.stage).label
    figure = _figure(state)
    share = figure.said if figure and figure.amount.unit in _SHARES else None
    what = f"{share} of {_goods(state) or 'what was promised'}" if share else None
    what = what or (_much(state) if _goods(state) or not figure else figure.said)
    period = dates.say(claim.period) if claim.period else None
    who = named_as(sides_of(state, 0), ACTS)
    return f"{f'{who}: ' if who else ''}{what} {stage}{_part(', ', period)}"


def _standing(state: State, told: bool = False, early: str | None = None) -> str:
    """What the verb does not say: that it is over, was over for a time, or is over by some reports."""
    said = early or (None if told else _ended(state))
    return f" ({said})" if said else ""


def _ended(state: State) -> str | None:
    ending, delivery = state.picks["latest"]["ending"], state.picks["latest"]["delivery"]
    if delivery == "missed" and ending in (None, "lapsed"):
        return delivery
    rival = [item.value for item in state.rivals if item.field == "status"]
    if ending:
        return f"{ending}, disputed" if any(axis(status) == "grade" for status in rival) else ending
    if over := [item for item in state.rivals if item.field == "status" and axis(item.value) == "ending"]:
        return f"{' or '.join(item.value for item in over)} by {_on_whose_word(over)}"
    now = [item for item in state.transitions if item.known_until is None]
    before = [item.status for item in now if axis(item.status) == "ending"]
    return f"{before[-1]}, then {label_words()['again'][before[-1]]}" if before else None


def _on_whose_word(over: Sequence[Rival]) -> str:
    """The sides that say so, where all claims pass on the word of one."""
    speakers = {item.claim.said_by for rival in over for item in rival.claims}
    names = [found.label if (found := codes.party(name)) else "" for name in filter(None, speakers)]
    known = len(names) == len(speakers) and all(names)
    return listed(sorted(map(with_article, names)), MOST) if known else "some reports"


def _filled(template: str, **parts: str) -> str:
    return " ".join(template.format(**parts).split())


def _part(before: str, text: str | None) -> str:
    return f"{before}{text}" if text else ""


# --- how much of what


def _much(state: State) -> str:
    """How much of what, and whose: "up to ¥1tn of US chips", "50 aircraft from Boeing"."""
    figure, goods, others = _figure(state), _goods(state), others_of(state)
    plain, whose = _from_place(state) or _whose(others)
    plain = "" if goods.startswith(plain) else plain
    if figure is None or figure.amount.unit in _SHARES:
        return f"{plain}{goods or 'goods'}{whose}"  # a share may be a rate, a coverage, a growth: the figures tell
    counted = label_words()["counted"].get(figure.amount.unit)
    often = [codes.code(iri) for iri in _often(state)]
    if counted and set(often) <= set(counted):
        kind = {"engine": f" {goods}"}.get(figure.amount.unit, "") if goods else ""
        said = f"one{figure.said.removeprefix('1')}" if _is_one(figure) else figure.said
        return (said.removesuffix(" engines").removesuffix(" engine") + kind if kind else said) + (
            whose or _part(" from ", named_as(others, PLACE))
        )
    if figure.amount.unit == "unit" and goods:
        return re.sub(r" units?\b", f" {plain}{goods}", figure.said) + whose
    return f"{_amount(figure)} of {plain}{goods or 'goods'}{whose}"


def _is_one(figure: Figure) -> bool:
    """Whether it counts a single thing."""
    bounds = figure.quantity.base.interval
    return bounds.low == bounds.high == 1 and figure.amount.unit not in codes.currencies()


def _amount(figure: Figure) -> str:
    """In words; a level as the figure to which something is brought."""
    if figure.amount.recurrence != _LEVEL:
        return figure.said
    return amounts.say(replace(figure.quantity, recurrence="total"))


def _from_place(state: State) -> tuple[str, str] | None:
    """The same where all the goods that most claims name come from one part of a country: "Alaskan"."""
    often = _often(state)
    places = {goods.place for goods in state.goods if goods.product in often}
    place = places.pop() if len(places) == 1 else None
    return (f"{of_place(place)} ", "") if place else None


def _whose(others: Sequence[tuple[str | None, str]]) -> tuple[str, str]:
    """Whose goods: a word before them for countries that have one, else from whom, companies before their country."""
    companies = [side for side in others if side[0] is None]
    before = [called(side, BEFORE) for side in others]
    if others and not companies and len(others) == 1 and all(before):
        return f"{before[0]} ", ""
    return "", _part(" from ", named_as(companies or others, PLACE))


def _goods_of(state: State, *, to: bool) -> str:
    """What a measure is on: "Japanese cars", "rare earths to the US", or its targets where it names no goods."""
    goods, targets = _goods(state), _targets(state)
    others = [side for side in targets if side[0] != "ALL"]
    if not goods:
        return named_as(targets, PLACE) or "imports"
    plain, whose = _whose(others)
    return goods + _part(" to ", named_as(others, PLACE)) if to else f"{plain}{goods}{whose}"


def _targets(state: State) -> list[tuple[str | None, str]]:
    """On whom a measure is: on all where reports say so, though others tell of it from one country alone."""
    return [party_of("ALL")] if on_all_countries(state.claims) else sides_of(state, 1)


def _about(state: State) -> str:
    """Goods in brackets, else companies that gain by it; where there is no money, what else is counted."""
    figure = None if _figure(state, money=True) else _figure(state)
    figure = None if figure and figure.amount.unit in _SHARES else figure
    goods = _goods(state)
    if figure and figure.amount.unit == "unit":
        if goods:
            return f" ({re.sub(r' units?$', f' {goods}', figure.said)})"
        figure = None  # "10 units" of what, no report says in its field
    about = goods or _part("with ", _companies(state))
    about = ", ".join(part for part in (figure.said if figure else "", about) if part)
    return f" ({about})" if about else ""


# --- names


def _often(state: State) -> list[str]:
    """IRIs of the goods that most claims name, the most named first; what is within another of them goes with it.

    Where hardly any claim names goods, all that are named count, but of a measure on all goods none does.
    """
    named = Counter(iri for statement in state.claims for iri in statement.products or statement.delivered_products)
    ranked = sorted(named, key=lambda iri: (-named[iri], iri))
    often = [iri for iri in ranked if named[iri] * 3 >= len(state.claims)]
    often = often or ([] if on_all_goods(state.claims) else ranked)
    return [iri for iri in often if not any(wide != iri and wide in codes.within(iri) for wide in often)]


def _goods(state: State) -> str:
    """The everyday groups that most claims name, or the one model of them; else as the latest claim prints them."""
    if model := _model(state):
        return model
    printed = [product.name for product in getattr(state.head, "products", ())]
    printed = [] if on_all_goods(state.claims) else printed
    often = _often(state)
    spoken = [label_words()["goods"].get(codes.code(iri)) or codes.label(iri) for iri in often]
    word = label_words()["more_goods"].get(getattr(state.head, "kind", None)) if 0 < len(spoken) < MOST else None
    more = [word] if word and _names_more(state, often) else []
    return listed([*spoken, *more] or printed, MOST)


def _model(state: State) -> str | None:
    """The goods as printed where all claims that name some print one model: "H200 chips"."""
    printed = {product.name for item in state.claims for product in getattr(item.claim, "products", ())}
    return printed.pop() if len(printed) == 1 and _MODEL.search(next(iter(printed))) else None


def _names_more(state: State, often: Sequence[str]) -> bool:
    """Whether one of so many claims, and no lone one, names goods besides those that most name, not only wider ones."""
    wider = {each for iri in often for each in codes.within(iri)}
    besides = [
        item
        for item in state.claims
        if any(codes.within(iri).isdisjoint(often) and iri not in wider for iri in item.products)
    ]
    return len(besides) > 1 and len(besides) * _FEW >= len(state.claims)


def _companies(state: State) -> str:
    """Companies that a third of the claims name as gaining by it."""
    often = [named for named in state.named if len(named.claims) * 3 >= len(state.claims) and not named.party.group]
    ranked = sorted(often, key=lambda item: (-len(item.claims), item.party.name))
    return listed([item.party.name for item in ranked], MOST)


def _figure(state: State, *, money: bool = False) -> Figure | None:
    """The figure that leads, of money if asked; of one of money and one of things that which more claims give.

    How many aircraft or ships leads already where a third of the claims that give a figure give it: what they come to
    is often told at list prices.
    """
    groups: dict[str, list[Figure]] = {}
    for item in promised(state.figures):
        of_money = item.amount.unit in codes.currencies()
        if of_money or not money:
            groups.setdefault("money" if of_money else codes.base_unit(item.amount.unit)[0], []).append(item)
    found = [figure for held in groups.values() if (figure := leading(list(filter(_of_goods, held)) or held))]
    giving = {claim.iri for figure in found for claim in figure.claims}
    first = [figure for figure in found if _is_of(state, figure.amount.unit) and len(figure.claims) * 3 >= len(giving)]
    return max(reversed(first or found), key=lambda figure: (len(figure.claims), _last(figure)), default=None)


def _of_goods(figure: Figure) -> bool:
    """Whether some claim gives a figure of goods that it names: a sum of none is no sum of what others name."""
    return any(claim.products for claim in figure.claims)


def _is_of(state: State, unit: str) -> bool:
    """Whether a unit is one whose number leads, and counts all the goods: no engines beside aircraft."""
    often = [codes.code(iri) for iri in _often(state)]
    return unit in label_words()["leading"]["units"] and set(often) <= set(label_words()["counted"][unit])


def _last(figure: Figure) -> date:
    return max(statement.published or date.min for statement in figure.claims)
