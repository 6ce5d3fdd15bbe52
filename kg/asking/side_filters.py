"""The sides of a text as filters of its question: by who acts, whose firms or goods they are, which are compared."""

from __future__ import annotations

from collections.abc import Sequence

from kg.asking.regions import spelt_out
from kg.asking.side_order import ACTS, PLEDGE_SIDES, SIDES, TOWARDS, WITH, Party, SideOrder, is_of_promises
from kg.asking.word_lists import listed, usual_partner
from kg.asking.word_order import are_firms, are_within, is_whose
from kg.query import names
from kg.questions.catalogue import QUESTIONS

__all__ = ["sided"]

_Sides = list[tuple[str, str]]  # a filter, and the name of a side


def sided(order: SideOrder, goods_at: int, company_at: int, official: str | None) -> tuple[_Sides, _Sides, list[str]]:
    """Each side that is named with its filter; those compared with theirs; names of those whose word it is.

    Goods and a company are named from these words on; what is left in the order are the sides that are no tellers.
    """
    words, question = order.words, order.question
    order.parties = _spelt_out(order.parties)
    compared = order.compared()
    if question == "counterpart" and len(compared) > 2:  # the US deals with two others
        compared = [party for party in compared if party.name != usual_partner()]
    # its own promise is what one speaks of who is named alone, unless an official's word is asked for beside
    alone = len(order.parties) == 1 and not (official and question == "evidence")
    tellers = [party for party in order.parties if not alone and _tells(words, party)]
    others = [party for party in order.parties if party not in tellers]
    tellers += _told_by(words, others)
    order.parties = [party for party in order.parties if party not in tellers]
    firms = {party: name for party in order.parties if (name := _of_firms(order, party, goods_at, company_at))}
    of_two = [party for party in order.parties if party not in firms]
    pair = _deal_of_two(order.question, of_two, bool(firms))
    sides, weighed = [*pair], []
    # who acts is asked, but for "to whom": then the sides that it is asked of act
    alternatives = [] if "whom" in map(str.casefold, order.words) else order.alternatives()
    for party in sorted(order.parties, key=lambda party: party not in alternatives):
        if party in compared[1:] or (pair and party in of_two):
            continue
        if party in firms:
            sides.append((firms[party], party.name))
            continue
        side = _acting(order, party, {key for key, _ in sides})
        sides.append((side, party.name))
        if party in compared:
            weighed = [(side, each.name) for each in compared]
    named = {party.name for party in others if party not in tellers}  # of its own promise its word limits nothing
    return sides, weighed, [party.name for party in tellers if party not in others or party.name not in named]


def _spelt_out(parties: Sequence[Party]) -> list[Party]:
    """The sides without a group of which two or more are named themselves: "which Gulf state, Qatar or the UAE"."""
    named = {party.name for party in parties}
    return [party for party in parties if len(spelt_out(party.name, named)) < 2]


def _of_firms(order: SideOrder, party: Party, goods_at: int, company_at: int) -> str:
    """The filter of a side that stands for its companies or goods; empty where it stands for itself."""
    words, taken = order.words, QUESTIONS[order.question].filters
    if order.question == "measures" and are_firms(words[party.end :]):
        return "target"  # "which European companies are hit"
    if "home" not in taken:
        return ""
    if not is_of_promises(words) and _is_home(words, party):
        return "home"
    if _before(words, party)[-1:] == ["in"] and _gaining_or_losing(words, party, company_at):
        return "home"  # "who in Britain loses by it"
    if verb := _gaining_or_losing(words, party, company_at):
        return "company" if verb in listed("losing") else "home"
    # whom a contract promises to buy from is a company, not the state
    return "home" if party.place == TOWARDS and _are_its_goods(words, party, goods_at) else ""


def _acting(order: SideOrder, party: Party, held: set[str]) -> str:
    """The filter of a side by whether it acts or is acted towards; `held` are filters of sides before it."""
    acts, towards = SIDES.get(order.question, PLEDGE_SIDES)
    facing = order.question == "measures" and not listed("facing").isdisjoint(map(str.casefold, order.words))
    of_firms = are_within(order.words[: party.start])  # which act, wherever they are
    faced = party.place == TOWARDS and not of_firms
    first, second = (towards, acts) if faced != facing else (acts, towards)
    alike = party.place == WITH and not of_firms and order.question not in SIDES
    side = "country" if alike else second if first in held else first
    return side if side in QUESTIONS[order.question].filters else "country"


def _deal_of_two(question: str, parties: Sequence[Party], of_firms: bool) -> _Sides:
    """Of a deal of two sides, and no other side named: who gains, or whose firms do, gains by what either promises.

    What was promised in one with the usual partner the other promised, as most of what reports tell of was.
    """
    both = [party.name for party in parties if party.place == WITH]
    taken = QUESTIONS[question].filters
    if question in SIDES or len(both) != len(parties) or len({*both}) != 2:
        return []
    usual = usual_partner() in both
    if "partner" in taken and (of_firms or question == "beneficiaries" or not usual):
        return [("country", both[0]), ("partner", both[1])]
    if not usual:
        return []
    other = next(name for name in both if name != usual_partner())
    return [(name, side) for name, side in (("pledger", other), ("recipient", usual_partner())) if name in taken]


def _tells(words: Sequence[str], party: Party) -> bool:
    return not listed("telling").isdisjoint(map(str.casefold, words[party.end : party.end + 1]))


def _told_by(words: Sequence[str], parties: Sequence[Party]) -> list[Party]:
    """The sides by whom something is denied or confirmed that another promises: they are promised nothing."""
    found = [party for party in parties if _is_told_by(words[: party.start])]
    return found if any(party.place == ACTS for party in parties if party not in found) else []


def _is_told_by(before: Sequence[str]) -> bool:
    near = [word.casefold() for word in before if word.casefold() != "the"][-2:]
    return near[-1:] == ["by"] and near[0] in listed("told_by")


def _before(words: Sequence[str], party: Party) -> list[str]:
    return [word.casefold() for word in words[max(0, party.start - 2) : party.start]]


def _is_home(words: Sequence[str], party: Party) -> bool:
    """Whether companies are told by their country: "American chip makers", "firms from Japan"."""
    before = _before(words, party)
    return are_firms(words[party.end :]) or (before[-1:] == ["from"] and before[0] in listed("firms"))


def _are_its_goods(words: Sequence[str], party: Party, goods_at: int) -> bool:
    """Whether a side stands as whose goods are bought: "to buy American LNG", "orders of US jets"."""
    bought = any(names.plain_kind(word) == "purchase" for word in _before(words, party))
    bought &= listed("losing").isdisjoint(map(str.casefold, words))
    return bought and not is_whose(words[party.end - 1]) and party.end <= goods_at


def _gaining_or_losing(words: Sequence[str], party: Party, company_at: int) -> str:
    """The verb by which a side itself gains or loses: "does Brazil lose sales"; not by a promise that it makes."""
    verb, *after = [*map(str.casefold, words[party.end :]), ""]
    if company_at == party.end + 1 and verb in listed("gaining"):
        return ""  # "does the deal with Britain benefit Boeing"
    own = {"its", "their"}.isdisjoint(after)
    return verb if own and verb in listed("gaining") | listed("losing") else ""
