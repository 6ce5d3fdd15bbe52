"""What an event is called: one line from its state, such as "Japan: up to ¥1tn of chips from the United States"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import singledispatch

from kg.ledger.figures import Figure
from kg.ledger.state import State
from kg.model import codes, reference
from kg.model.claims import Agreement, Claim, Delivery, Measure, Pledge, Ruling, Talks

__all__ = ["label"]

_MOST = 3  # names or goods in one label; more are counted


def label(state: State) -> str:
    """The event's label, worded after its latest claim."""
    return _label(state.head, state)


@singledispatch
def _label(claim: Claim, state: State) -> str:
    raise TypeError(f"no label is made for {type(claim).__name__}")


@_label.register
def _agreement(claim: Agreement, state: State) -> str:
    return f"{claim.name} ({_sides(state, 0)})"


@_label.register
def _talks(claim: Talks, state: State) -> str:
    number = f", round {claim.round}" if claim.round else ""
    return f"{_sides(state, 0)}: talks{number}{_part(', ', claim.date)}"


@_label.register
def _ruling(claim: Ruling, state: State) -> str:
    return f"{claim.court}: ruling{_part(' on ', claim.legal_basis)}{_part(', ', claim.date)}"


@_label.register
def _measure(claim: Measure, state: State) -> str:
    rate = f"{claim.rate_percent:f}% " if claim.rate_percent is not None else ""
    kind, action = codes.concept("measure_kind", claim.kind).label, codes.concept("action", claim.action).label
    what = f"{action} {rate}{kind}{_part(' on ', _goods(state))}"
    return f"{_sides(state, 0)}: {what}{_part(', towards ', _sides(state, 1))}"


@_label.register
def _pledge(claim: Pledge, state: State) -> str:
    amount, goods, whom = _amount(state), _goods(state), _sides(state, 1)
    if claim.kind == "purchase":
        what = _much(amount, goods) or "purchases"
        return f"{_sides(state, 0)}: {what}{_part(' from ', whom)}"
    what = " ".join(part for part in (amount, codes.concept("kind", claim.kind).label) if part)
    about = _part(" in ", goods) or _part(" with ", _companies(state))
    return f"{_sides(state, 0)}: {what}{about}{_part(', towards ', whom)}"


@_label.register
def _delivery(claim: Delivery, state: State) -> str:
    stage = codes.concept("stage", claim.stage).label
    what = _much(_amount(state), _goods(state))
    return f"{_sides(state, 0)}: {stage}{_part(' ', what)}{_part(', ', claim.period)}"


def _much(amount: str, goods: str) -> str:
    """How much of what: "¥1tn of chips"; what the amount counts already is not said twice: "50 aircraft"."""
    if amount.endswith(f" {goods}"):
        return amount
    return " of ".join(part for part in (amount, goods) if part)


def _part(before: str, text: str | None) -> str:
    return f"{before}{text}" if text else ""


def _sides(state: State, side: int) -> str:
    """The parties that most claims name, the most named first; countries before companies."""
    named = Counter(party for statement in state.claims for party in {*map(_party, statement.sides[side])})
    often = [party for party, count in named.items() if count * 3 >= len(state.claims)] or list(named)
    return _list(called for _, called in sorted(often, key=lambda party: (-named[party], party)))


def _party(name: str) -> tuple[bool, str]:
    """Whether it is no country or bloc, and what it is called where it is known, however a report spells it."""
    if found := codes.party(name):
        return False, found.label
    company = reference.find_company(name)
    return True, company["name"] if company else name


def _goods(state: State) -> str:
    """The everyday groups that most claims name; else products as the latest claim prints them."""
    named = Counter(iri for statement in state.claims for iri in statement.products)
    ranked = sorted(named, key=lambda iri: (-named[iri], iri))
    often = [iri for iri in ranked if named[iri] * 3 >= len(state.claims)] or ranked
    printed = [product.name for product in getattr(state.head, "products", ())]
    return _list([codes.label(iri) for iri in often] or printed)


def _companies(state: State) -> str:
    """Companies that a third of the claims name as gaining by it."""
    often = [named for named in state.named if len(named.claims) * 3 >= len(state.claims) and not named.party.group]
    return _list(item.party.name for item in sorted(often, key=lambda item: (-len(item.claims), item.party.name)))


def _amount(state: State) -> str:
    """The figure that most claims give; of equally many the one told last."""
    if not state.figures:
        return ""
    return max(reversed(state.figures), key=lambda figure: (len(figure.claims), _last(figure))).said


def _last(figure: Figure) -> date:
    return max(statement.published or date.min for statement in figure.claims)


def _list(names: Iterable[str]) -> str:
    held = list(dict.fromkeys(names))
    more = f" and {len(held) - _MOST} more" if len(held) > _MOST else ""
    return ", ".join(held[:_MOST]) + more
