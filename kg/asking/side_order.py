"""How the sides that a text names stand in it: who acts, who is acted towards, which stand beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.asking.bearers import country_in
from kg.asking.word_lists import listed
from kg.asking.word_order import are_firms, behind_goods, have_own, is_verb, is_whose
from kg.model import product_words
from kg.query import names

__all__ = ["PLEDGE_SIDES", "SIDES", "TOWARDS", "WITH", "Party", "SideOrder", "is_of_promises"]

# question → filters for who acts and who is acted towards; the others take any country
SIDES = {
    "measures": ("imposer", "target"),
    "exposure": ("imposer", "country"),
    "talks": ("country", "partner"),
    "counterpart": ("country", "partner"),
}
PLEDGE_SIDES = ("pledger", "recipient")
ACTS, TOWARDS, WITH = "acts", "towards", "with"  # how a side that is named stands
_NEAR = 4  # words behind a side in which a promise of which it is an object stands


class Party(NamedTuple):
    """A side that is named, how it stands, from which word of the text to which."""

    name: str
    place: str
    start: int
    end: int


def is_of_promises(words: Sequence[str]) -> bool:
    """Whether a text asks what was promised, not who gains or loses by it."""
    said = {word.casefold() for word in words}
    promised = said & listed("promising") or any(have_own(words[at:]) for at in range(len(words)))
    return bool(promised) and not said & (listed("gaining") | listed("losing"))


def _is_promise(word: str) -> bool:
    return bool(names.plain_kind(word)) or word in listed("given_by")


def _weighs(between: Sequence[str]) -> bool:
    """Whether the words between two sides weigh one with the other: "promise more than"."""
    return between[-1:] == ["than"] and not listed("greater").isdisjoint(between)


class SideOrder:
    """The sides of a text, in the order of its words."""

    def __init__(self, words: Sequence[str], question: str) -> None:
        self.words, self.question = words, question
        self.parties: list[Party] = []

    @property
    def side_by_side(self) -> bool:
        """Whether two sides are named of which neither acts towards the other: "Washington and Brussels"."""
        return [party.place for party in self.parties] == [ACTS, ACTS]

    def place(self, at: int, length: int, *, asks: bool, of_official: bool) -> str:
        """How a side stands: acted towards behind "to" and the like, or as whose goods; with another; else acting.

        Behind "from" it acts where somebody gains by its promise, and so it does before "investment" or "pledge".
        """
        words = self.words
        near = [word.casefold() for word in words[:at] if word.casefold() != "the"]
        before = [word for word in near if word not in listed("greater")][-2:]
        if self._are_one_deal(at, length):
            return WITH
        if self._again(at):
            return self.parties[-1].place
        if how := self._by_promise(near, at + length):
            return how
        if near[-1:] == ["to"] and not listed("selling").isdisjoint(near):
            return ACTS
        after = [*(word.casefold() for word in behind_goods(words[at + length :])[:2]), "", ""]
        if after[0] in listed("selling") and "to" in map(str.casefold, words[at + length :]):
            # who sells is promised something; its goods face a duty as it does itself
            return ACTS if self.question == "measures" else TOWARDS
        whose = is_whose(words[at + length - 1])
        if not listed("accord").isdisjoint(after) and not whose:
            return WITH
        promised = any(map(_is_promise, after))
        who = listed("promised") | (listed("promising") if of_official else frozenset())
        verb = near[-1:] and near[-1] in listed("promising") and is_verb(near[:-1])
        # "who promised the US …", "who promised more American investment"
        more = not whose and names.plain_kind(after[0]) and near[-1:] != before[-1:] and before[-1:]
        if near and (near[-1] in who or verb or (more and more[0] in listed("promising"))) and not self.parties:
            return TOWARDS
        if not before or before[-1] not in listed("towards"):
            two = after[1] in listed("sold") and product_words.product(" ".join(after[:2]))  # "farm goods"
            sold = bool(two or product_words.product(after[0])) or after[0] in listed("sold")
            sold = sold and not (are_firms(words[at + length :]) and is_of_promises(words))
            if not sold or whose or promised or self.question in SIDES:
                return ACTS
            return TOWARDS if asks else WITH
        if self._is_of_own_promise(before[-1], promised, whose):
            return ACTS
        if before[-1] in ("with", "in") and not (len(before) > 1 and names.plain_kind(before[-2])):
            return WITH
        gained = len(before) > 1 and before[-2] in listed("gaining") | listed("losing")
        return ACTS if gained and (whose or before[-1] == "from") else TOWARDS

    def _again(self, at: int) -> bool:
        """Whether a side stands behind the same small word as the one before it: "from China or from Japan"."""
        one = next((party for party in reversed(self.parties) if party.end < at), None)
        if one is None:
            return False
        before, between = (
            [word.casefold() for word in words if word.casefold() != "the"]
            for words in (self.words[: one.start], self.words[one.end : at])
        )
        small = before[-1:]
        return (
            bool(small)
            and small[0] in listed("towards")
            and between in (["or", *small], ["and", *small], ["than", *small])
        )

    def _by_promise(self, near: Sequence[str], end: int) -> str:
        """How a side stands by the noun for a promise beside it: "orders from", "US aircraft orders by Gulf states"."""
        given = near[-1:] == ["from"] and not listed("given_by").isdisjoint(near[-2:-1])
        if given or (near[-1:] == ["by"] and any(map(_is_promise, near))) or self._puts_into(end):
            return ACTS
        put_into = self.parties and self._puts_into(self.parties[-1].end)
        return TOWARDS if put_into or self._is_of_others_promise(end) else ""

    def _is_of_others_promise(self, end: int) -> bool:
        """Whether behind a side stands a promise that is another's: "US aircraft orders by Gulf states"."""
        after = [word.casefold() for word in self.words[end : end + _NEAR]]
        by = after.index("by") if "by" in after else 0
        promise = [word for word in after[:by] if word not in listed("promised_in")][-1:]  # "orders placed by"
        if not promise or not _is_promise(promise[0]):
            return False
        whose = [word for word in self.words[end + by + 1 : end + by + 3] if word.casefold() != "the"][:1]
        return any(word[0].isupper() or word.casefold() in listed("firms") for word in whose)

    def _puts_into(self, end: int) -> bool:
        """Whether behind a side's industry stands where it invests: "Swiss pharma US capex"."""
        industry, country, what, *_ = [*behind_goods(self.words[end:]), "", "", ""]
        placed = product_words.product(industry) and country_in(country)
        return bool(placed) and (what in listed("plants_of") or names.plain_kind(what) == "investment")

    def compared(self) -> list[Party]:
        """Sides that stand beside one another where a text compares: "Japan's and Korea's", "the EU or the UK"."""
        comparing = not listed("comparing").isdisjoint(map(str.casefold, self.words))
        pairs = self.question in ("talks", "counterpart", "conflicts")  # of two who face one another
        if alternatives := self.alternatives():
            return alternatives
        parties = self._but_for_whom()
        for at, (one, other) in enumerate(pairwise(parties)):
            between = self._between(one, other)
            between = between[:-1] if self._again(other.start) else between
            beside = between == ["and"] and not pairs and "between" not in map(str.casefold, self.words[: one.start])
            if beside or (comparing and (_weighs(between) or (between and {*between} <= listed("joining")))):
                first, last = at, at + 1
                while first and self._are_listed(parties[first - 1], parties[first], between):
                    first -= 1  # "Saudi Arabia, Qatar and the UAE"
                while self._goes_on(*parties[last : last + 2]):
                    last += 1
                return parties[first : last + 1]
        return []

    def _but_for_whom(self) -> list[Party]:
        """The sides without one that two others are weighed by what they promise it: "more in the US than Qatar"."""
        whom = set()
        for one, side, other in zip(self.parties, self.parties[1:], self.parties[2:], strict=False):
            promised = side.place == TOWARDS or not listed("promising").isdisjoint(self._between(one, side)[-1:])
            weighed = self._between(side, other)[-1:] == ["than"] and _weighs(self._between(one, other))
            if promised and weighed and not self._again(other.start):
                whom.add(side)
        return [side for side in self.parties if side not in whom]

    def alternatives(self) -> list[Party]:
        """Sides of which it is asked which one it is, as they stand behind all else: "either Japan or Korea"."""
        either = listed("alternatives")
        at = next((at for at, word in enumerate(self.words) if word.casefold() in either), len(self.words))
        found = [party for party in self.parties if party.start > at]
        return found if len(found) > 1 else []

    def _are_listed(self, before: Party, side: Party, joined: Sequence[str]) -> bool:
        """Whether the side before a side is of one list with it: not "in the US, Japan or Korea", of two who act."""
        return before.end == side.start and not ("or" in joined and side.place == ACTS != before.place)

    def _goes_on(self, side: Party, other: Party | None = None) -> bool:
        """Whether behind a side another is joined to it or weighed with it: "Japan vs Korea", "more than Taiwan"."""
        between = self._between(side, other) if other else []
        return (len(between) == 1 and between[0] in listed("joining_two")) or _weighs(between)

    def _between(self, one: Party, other: Party) -> list[str]:
        between = (word.casefold() for word in self.words[one.end : other.start])
        return [word for word in between if word not in listed("between_sides")]

    def _are_one_deal(self, at: int, length: int) -> bool:
        """Whether a side is one of two that stand side by side before their deal: "the US Japan trade deal"."""
        words = [word.casefold() for word in self.words]
        before = self.parties[-1:] and self.parties[-1].end == at and self.parties[-1].place == WITH
        follows = bool(at + length < len(words) and country_in(self.words[at + length].strip(".'\"")))
        behind = words[at + length + follows : at + length + follows + 2]
        return bool(before or follows) and not listed("accord").isdisjoint(behind)

    def _is_of_own_promise(self, before: str, promised: bool, whose: bool) -> bool:
        """Whether a side stands behind a small word as the one whose promise follows: "of Japan's pledge"."""
        if whose and before == "to" and self.question in ("history", "measures"):
            return True  # "what happened to China's promise", or to its export controls
        if whose and promised and before == "from":
            return True  # "money from Japan's pledge"
        return promised and before in (("for", "of") if self.question in SIDES else ("for", "of", "on", "about"))
