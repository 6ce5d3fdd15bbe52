"""What an event is called, as an editor would: "Japan proposed to buy up to ¥1tn of US chips".

Words are those of `label_words.toml`: one verb a kind, one way to say a grade. Who, how much, and of what follow the
claims that most reports share, so one odd report renames nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import singledispatch
from typing import TypeVar

from kg.ledger.accord_name import is_proper, shared_name
from kg.ledger.figures import Figure
from kg.ledger.leading_figure import amount_told, figure_told, is_level, is_one, is_share
from kg.ledger.meetings import CALLED_OFF, PLANNED, held, is_call
from kg.ledger.named_goods import goods_counted, goods_told, goods_words, most_named
from kg.ledger.narrowed import of_place
from kg.ledger.quota_words import quota_goods, quota_said
from kg.ledger.quotas import quota_of
from kg.ledger.reach import on_all_countries
from kg.ledger.recalled import first_told, one_month, recalled
from kg.ledger.rivals import Rival
from kg.ledger.sides import ACTS, BEFORE, MOST, PLACE, called, label_words, named_as, others_of, party_of, sides_of
from kg.ledger.state import State
from kg.ledger.status import EARLY, axis, status_of
from kg.model import codes, dates
from kg.model.claims import Agreement, Claim, Delivery, Measure, Pledge, Ruling, Talks
from kg.model.phrases import listed, with_article

__all__ = ["label"]

_Value = TypeVar("_Value", str, int, Decimal)
_MONEY = ("investment", "loan", "guarantee", "trade_target", "mixed")  # kinds of which money is told
_THREAT = "threaten"
_UNDOING = ("suspend", "delay", "remove", "exempt")  # acts that say already how a measure ended


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
    early = state.grade if state.grade in EARLY and action != _THREAT else None
    return f"{named_as(sides_of(state, 0), ACTS)} {said}{_year(state)}{_standing(state, action in _UNDOING, early)}"


def _measures(state: State) -> list[Measure]:
    return [item.claim for item in state.claims if isinstance(item.claim, Measure)]


def _act(state: State) -> str:
    """What most claims tell of; a threat only where most tell of no more than that."""
    told = [item.action for item in _measures(state)]
    done = [action for action in told if action != _THREAT]
    return _usual(told if state.grade in EARLY else done or told) or _THREAT


def _year(state: State) -> str:
    """The year of its effect as most claims give it, else that of the first report."""
    if day := _usual([item.effective for item in _measures(state)]):
        return f", {day[:4]}"
    told = min((item.report.published for item in state.claims if item.report.published), default=None)
    return f", reported {told[:4]}" if told else ""


@_label.register
def _pledge(claim: Pledge, state: State) -> str:
    words, figure = label_words(), figure_told(state, money=claim.kind in _MONEY)
    template = words["pledge"][claim.kind]
    if figure is None or is_share(figure):
        template = words["pledge_without_amount"].get(claim.kind, template)
    elif is_level(figure):
        template = words["pledge_to_a_level"].get(claim.kind, template)
    who, place = sides_of(state, 0), named_as(others_of(state), PLACE)
    if not place:
        template = re.sub(r" (in and buy from|in|to|for|with|from) \{place\}", "", template)
    verb = _undertaking(state) or _filled(
        template,
        much=_much(state),
        goods=goods_told(state) or "goods",
        amount=amount_told(figure) if figure else "",
        place=place,
        about=_about(state),
        own="its" if len(who) == 1 else "their",
    )
    only_over = state.picks["latest"]["ending"] if state.grade is None else None
    firm = words["grade"].get(state.grade or only_over, words["grade"]["announced"])
    return f"{named_as(who, ACTS)} {firm.format(verb=verb)}{_made(claim, state, figure)}{_standing(state)}"


def _made(claim: Pledge, state: State, figure: Figure | None) -> str:
    """When it was made: the year, of what the first report recalls; the month, of a purchase of one thing or no figure.

    One buyer's orders of the same number, of a ship each, and purchases "of farm goods", have nothing else to be told
    apart by: of what was first an option it is the month of the order. Of what is told only to be over nobody says when
    it was made.
    """
    if year := recalled(state.claims):
        return f", {year}"
    bare = claim.kind == "purchase" and (figure is None or is_one(figure)) and state.grade is not None
    firm = [item for item in state.claims if item.status == state.grade]
    return _part(", ", (one_month(state.claims) or first_told(firm or state.claims)[:7]) if bare else "")


def _undertaking(state: State) -> str | None:
    """What is undertaken, in the words of most claims that have words for it."""
    return _usual([item.claim.undertaking for item in state.claims if isinstance(item.claim, Pledge)])


@_label.register
def _delivery(claim: Delivery, state: State) -> str:
    stage = codes.concept("stage", claim.stage).label
    figure = figure_told(state)
    share = figure.said if figure and is_share(figure) else None
    what = f"{share} of {goods_told(state) or 'what was promised'}" if share else None
    what = what or (_much(state) if goods_told(state) or not figure else figure.said)
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
    if delivery is None and any(status_of(item) == "delivered" for item in state.claims):
        return str(label_words()["standing"]["fulfilled"])  # by reports that count orders, or what came before
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
    figure, goods, others = figure_told(state), goods_told(state), others_of(state)
    plain, whose = _from_place(state) or _whose(others, _last(state, others))
    plain = "" if goods.startswith(plain) else plain
    if figure is None or is_share(figure):
        return f"{plain}{goods or 'goods'}{whose}"  # a share may be a rate, a coverage, a growth: the figures tell
    often, counted = most_named(state), goods_counted(state, figure.amount.unit)
    if counted or (not often and figure.amount.unit in label_words()["counted"]):
        beside = [iri for iri in often if iri not in counted]
        number = _number(figure, listed(goods_words(counted), MOST) if beside else goods, counted)
        with_them = _part(" with ", listed(goods_words(beside), MOST))
        return number + with_them + (whose or _part(" from ", named_as(others, PLACE, _last(state, others))))
    if figure.amount.unit == "unit" and goods:
        return re.sub(r" units?\b", f" {plain}{goods}", figure.said) + whose
    return f"{amount_told(figure)} of {plain}{goods or 'goods'}{whose}"


def _number(figure: Figure, goods: str, counted: Sequence[str]) -> str:
    """How many: "one vessel", "10 tankers", "400 aircraft engines"; the goods where they say more than the unit."""
    unit, said = figure.amount.unit, f"one{figure.said.removeprefix('1')}" if is_one(figure) else figure.said
    plainly = {codes.code(iri) for iri in counted} <= set(label_words()["counted"][unit])
    if not goods or (plainly and unit != "engine"):
        return said
    return re.sub(rf"\b{unit}s?$", goods.removesuffix("s") if is_one(figure) else goods, said)


def _from_place(state: State) -> tuple[str, str] | None:
    """The same where all the goods that most claims name come from one part of a country: "Alaskan"."""
    often = most_named(state)
    places = {goods.place for goods in state.goods if goods.product in often}
    place = places.pop() if len(places) == 1 else None
    return (f"{of_place(place)} ", "") if place else None


def _last(state: State, sides: Sequence[tuple[str | None, str]]) -> str:
    """Before the last of several companies: "or" where no claim has two of them, as each is told by others."""
    companies = {side for side in sides if side[0] is None}
    together = (len(companies & {*map(party_of, item.sides[1])}) for item in state.claims)
    return " and " if len(companies) < 2 or max(together, default=0) > 1 else " or "


def _whose(others: Sequence[tuple[str | None, str]], last: str = " and ") -> tuple[str, str]:
    """Whose goods: a word before them for countries that have one, else from whom, companies before their country."""
    companies = [side for side in others if side[0] is None]
    before = [called(side, BEFORE) for side in others]
    if others and not companies and len(others) == 1 and all(before):
        return f"{before[0]} ", ""
    return "", _part(" from ", named_as(companies or others, PLACE, last))


def _goods_of(state: State, *, to: bool) -> str:
    """What a measure is on: "Japanese cars", "rare earths to the US", or its targets where it names no goods."""
    goods, targets = goods_told(state), _targets(state)
    others = [side for side in targets if side[0] != "ALL"]
    if not goods:
        return named_as(targets, PLACE) or "imports"
    plain, whose = ("", _part(" to ", named_as(others, PLACE))) if to else _whose(others)
    if quota := quota_of(state.claims):  # a rate that ends with a number of goods is none on all of them
        return f"{quota_said(quota, f'{plain}{quota_goods(state, quota)}')}{whose}"
    return f"{plain}{goods}{whose}"


def _targets(state: State) -> list[tuple[str | None, str]]:
    """On whom a measure is: on all where reports say so, though others tell of it from one country alone."""
    return [party_of("ALL")] if on_all_countries(state.claims) else sides_of(state, 1)


def _about(state: State) -> str:
    """Goods in brackets, else companies that gain by it; where there is no money, what else is counted."""
    figure = None if figure_told(state, money=True) else figure_told(state)
    figure = None if figure and is_share(figure) else figure
    goods = goods_told(state)
    if figure and figure.amount.unit == "unit":
        if goods:
            return f" ({re.sub(r' units?$', f' {goods}', figure.said)})"
        figure = None  # "10 units" of what, no report says in its field
    about = goods or _part("with ", _companies(state))
    about = ", ".join(part for part in (figure.said if figure else "", about) if part)
    return f" ({about})" if about else ""


def _companies(state: State) -> str:
    """Companies that a third of the claims name as gaining by it."""
    often = [named for named in state.named if len(named.claims) * 3 >= len(state.claims) and not named.party.group]
    ranked = sorted(often, key=lambda item: (-len(item.claims), item.party.name))
    return listed([item.party.name for item in ranked], MOST)
