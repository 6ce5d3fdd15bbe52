"""What the words of a question name: sides and how they stand, companies, officials, goods, kinds, figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from kg.asking.bearers import company_in, country_in, country_of, in_office, is_unit, official_in, used_in
from kg.asking.regions import region_in
from kg.asking.side_filters import sided
from kg.asking.side_order import TOWARDS, Party, SideOrder, is_of_promises
from kg.asking.word_lists import asking_words, listed, question_words, silent_words, usual_partner
from kg.asking.word_order import are_firms, are_within, bare, is_promised_to, is_verb, is_whose
from kg.model import codes, product_words, reference
from kg.model.errors import UnknownName
from kg.model.iris import mint
from kg.query import names
from kg.query.filters import several
from kg.questions.catalogue import QUESTIONS
from kg.store.embedded import Store

__all__ = ["Words"]

_LONGEST = 5  # words of a name


class Words:
    """What the words of a text name."""

    def __init__(self, store: Store, question: str, words: Sequence[str], *, asks: bool = True) -> None:
        self.store, self.question, self._asks = store, question, asks
        self.one = any(
            word.casefold().strip(".") in listed("one") and not is_verb(words[:at]) for at, word in enumerate(words)
        )
        self.one = self.one or question == "why" or any(re.search(r"\d(?!.*%)", word) for word in words)
        self.company: str | None = None
        self.official: str | None = None
        self.product: str | None = None
        self.kind: str | None = None
        self.sides: list[tuple[str, str]] = []
        self.compared: list[tuple[str, str]] = []  # a filter for a side with each of the sides that are compared
        self.refused: list[str] = []  # names that nothing bears
        self.unread: list[str] = []  # other words that say nothing here
        self.more: list[tuple[str, str, str]] = []  # filters that are named once more: filter, value, word
        self.kind_words: list[str] = []
        self._naming: list[str] = []
        self._told: set[str] = set()  # words of the company and official, as they stand in the text
        self._order = SideOrder(words, question)
        self.words = words
        self.counts = any(word.casefold() == "many" for word in words)
        self._goods_at = -1
        self._company_at = (-1, 0)  # from which word on the company is named, in how many
        at = 0
        while at < len(words):
            at += self._named(at)
        self._sided()
        takes = () if self.question == "officials" else several()
        regions = [(side, name) for side, name in self.sides if region_in(name) and side not in takes]
        self.sides = [each for each in self.sides if each not in regions]
        self.unread += [name for _, name in regions]
        taken = QUESTIONS[question].filters
        unused = [getattr(self, name) for name in ("official", "company", "product") if name not in taken]
        self.unread += [name for name in unused if name and len(self._naming) > 1]

    @property
    def firm(self) -> str:
        """The company that the text names, whatever it is a filter of."""
        return " ".join(self.words[self._company_at[0] : sum(self._company_at)]) if self._company_at[0] >= 0 else ""

    def without(self, words: Collection[str]) -> Words:
        """The same, with these words neither refused nor unread: something else is made of them."""
        self.refused, self.unread = ([w for w in held if w not in words] for held in (self.refused, self.unread))
        return self

    @property
    def parties(self) -> list[str]:
        """Names of the sides, as they stand in the text."""
        return [party.name for party in self._order.parties]

    @property
    def side_by_side(self) -> bool:
        """Whether two sides are named of which neither acts towards the other: "Washington and Brussels"."""
        return self._order.side_by_side

    @property
    def pledging_company(self) -> tuple[str, str] | None:
        """Of companies that are named the first that promised another something, and that other: who orders jets.

        Of more than two it is the one that each of the others promised something.
        """
        named = dict.fromkeys([self.company or "", *(value for name, value, _ in self.more if name == "company")])
        if self.company is None or len(named) < 2:
            return None
        for seller in sorted(named, key=lambda name: name == self.company):
            others = [name for name in named if name != seller]
            if all(self.promised(name, seller) and not self._joined(name, seller) for name in others):
                return others[0], seller
        return None

    def _joined(self, one: str, other: str) -> bool:
        """Whether two names stand beside one another in the text: "OpenAI and Oracle" both promise or both sell."""
        pairs = "|".join(f"{re.escape(a)} (?:and|or) {re.escape(b)}" for a, b in ((one, other), (other, one)))
        return bool(re.search(rf"\b(?:{pairs})\b", " ".join(self.words)))

    @property
    def acts(self) -> bool:
        """Whether the company is one that promises, and is asked of as such: "what did Apple pledge"."""
        at, length = self._company_at
        if self.company is None or not self.is_of_promises or at < 0:
            return False
        before, after = (
            self.words[each].casefold() if 0 <= each < len(self.words) else "" for each in (at - 1, at + length)
        )
        acting = listed("promising") | listed("auxiliary") | listed("undertaking")
        if before not in listed("auxiliary") and after not in acting:
            return False
        return self.pledges_itself

    @property
    def pledges_itself(self) -> bool:
        """Whether the company is one that promised something."""
        try:
            iri = names.resolve(self.store, self.company or "", "company")
        except UnknownName:
            return False
        return bool(self.store.subjects("pledger", iri))

    def promised(self, one: str, other: str) -> bool:
        """Whether a company, or who holds it, promised another something."""
        try:
            buyer, seller = (names.resolve(self.store, name, "company") for name in (one, other))
        except UnknownName:
            return False
        buyers = [buyer, *(mint("company", row["id"]) for row in reference.holders_of(one))]
        sold = set(self.store.subjects("company", seller))
        return any(not sold.isdisjoint(self.store.subjects("pledger", iri)) for iri in buyers)

    @property
    def goods_are_promised(self) -> bool:
        """Whether the goods are those of a promise that a text names beside a tariff: the nearer act has them."""
        promise, duty = (self._nearest(listed(name)) for name in ("promising", "duties"))
        return self._goods_at >= 0 and promise < duty

    def _nearest(self, acts: frozenset[str]) -> int:
        """How many words from the goods the nearest of these stands."""
        found = (at for at, word in enumerate(self.words) if bare(word).casefold() in acts)
        return min((abs(at - self._goods_at) for at in found), default=len(self.words))

    @property
    def is_of_promises(self) -> bool:
        """Whether a text asks what was promised, not who gains or loses by it."""
        return is_of_promises(self.words)

    @property
    def whose_firms(self) -> bool:
        """Whether a text speaks of a side's companies: "Switzerland's drug makers"."""
        return any(
            are_firms(self.words[party.end :]) or are_within(self.words[: party.start]) for party in self._order.parties
        )

    @property
    def alone(self) -> str:
        """The question that a name alone asks: what a company gains by, an official's office, else pledges."""
        if self.official:
            return "officials"
        return "beneficiaries" if self.company else "pledges" if self._order.parties or self.product else ""

    @property
    def counted(self) -> bool:
        """Whether it is asked how many there are of some goods: "how many planes"; of a side's companies from one."""
        behind = (self.words[at + 1 :] for at, word in enumerate(self.words) if word.casefold() == "many")
        for after in behind:
            name = [*takewhile(lambda word: word[0].isupper(), after)]
            # "how many Boeing jets have Asian airlines ordered"
            of_one = self.whose_firms and len(self.parties) == 1 and company_in(self.store, " ".join(name))
            goods = after[len(name) :] if of_one else after
            if any(product_words.product(word) or is_unit(word) for word in goods[:1]):
                return True
        return False

    @property
    def pledge_words(self) -> str:
        """All words but those that ask, and the company or official."""
        known = (asking_words() | listed("towards") | names.small_words() | question_words()) - listed("one")
        return " ".join(word for word in self.words if word.casefold() not in known and word not in self._told)

    @property
    def naming_words(self) -> str:
        """Of words with a figure those that name something: sides, goods, kinds, figures, a company."""
        figure = any(re.search(r"\d", word) for word in self._naming)
        return " ".join(dict.fromkeys(self._naming)) if figure else ""

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Sides, each with the figure right behind it: "Korea's $150bn", "Taiwan's at least $250 billion"."""
        found = []
        small = names.small_words() | listed("of_figures")
        for party in self._order.parties:
            behind = [word for word in self.words[party.end : party.end + 5] if word.casefold() not in small]
            units = [word for word in behind[1:2] if word.casefold() in names.figure_words()]
            amount = behind and re.search(r"\d(?!.*%)", behind[0])
            if amount and (units or re.search(r"[^\d.,-]", behind[0])):  # not a year
                found.append((party.name, " ".join([behind[0], *units])))
        return found

    @property
    def named_beside_firms(self) -> str:
        """Of words with a figure those that name something, but for companies asked for: "which Korean shipyards …"."""
        homes = {name for side, name in self.sides if side == "home"}
        asked: list[str] = []
        for party in self._order.parties:
            firms = are_firms(self.words[party.end :]) if party.name in homes else False
            asked += self.words[party.start : party.end + 2] if firms else []
        left = [word for word in self._naming if word not in asked]
        return " ".join(left) if asked and any(re.search(r"\d", word) for word in left) else ""

    @property
    def named_behind_gain(self) -> str:
        """Of words with a figure those behind the verb by which it is asked who gains, or who loses, by it."""
        verbs = listed("gaining") | listed("losing")
        at = next((at for at, word in enumerate(self.words) if word.casefold() in verbs), len(self.words))
        left = [word for word in self._naming if word in self.words[at:]]
        return " ".join(left) if any(re.search(r"\d", word) for word in left) else ""

    def _sided(self) -> None:
        """Gives each side that is named its filter."""
        at, _ = self._company_at
        self.sides, self.compared, tellers = sided(self._order, self._goods_at, at, self.official)
        of_others = any(side != usual_partner() for _, side in self.sides)
        if self.question == "evidence" and len(tellers) == 1 and not of_others:
            self.sides, tellers = [("country", tellers[0])], []  # what it says is of what it is a side of
        self.unread += tellers
        if tellers and self.official:  # whose word another side answers
            self.unread, self.official = [*self.unread, self.official], None

    def _named(self, at: int) -> int:
        """Takes what the longest words from here name; gives their number."""
        words = self.words
        if number := used_in(self.store, words, at):  # "engines for the Boeing jets" are no order from Boeing
            self.unread.append(" ".join(words[at : at + number]))
            return number
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            name = bare(" ".join(words[at : at + length])).strip(".'\"")
            if length > 1 and name.startswith("the "):
                continue  # the name is behind it
            said = name in listed("acronyms") or name.casefold() not in silent_words(self.question)
            said = said or is_promised_to(words, at)
            if said and self._takes(name, at, length):
                self._naming += words[at : at + length]
                return length
        word = words[at].casefold().strip(".'\"-–—")
        if re.search(r"\d(?!.*%)", word) or word in names.figure_words():  # a share is no figure of a pledge
            self._naming.append(words[at])
        elif word and not self._is_silent(word):
            (self.refused if self._limits(at) and "%" not in word else self.unread).append(words[at])
        return 1

    def _is_silent(self, word: str) -> bool:
        """Whether a word says nothing here: it asks, or says what things are measured or counted in."""
        return word in silent_words(self.question) | listed("measured") or (self.counts and is_unit(word))

    def _takes(self, name: str, at: int, length: int) -> bool:
        """Whether words name something; it is held then."""
        if side := country_in(name) or region_in(name):
            self._side(side, at, length)
        elif length == 1 and (kind := names.plain_kind(name)):
            self.kind_words.append(name)
            self._hold("kind", kind, name)
        elif company_in(self.store, name):
            self._hold("company", name, name)
            self._without_its_country(name, at)
        elif official := official_in(name):
            behind = self.words[at + length : at + length + 1]
            acts = bool(self._order.parties or self.company) and self.words[at - 1].casefold() in listed("promising")
            if {*listed("government")}.isdisjoint(map(str.casefold, behind)) and not acts:
                self._hold("official", official, name)
            elif acts:  # "what has Apple promised Trump"
                self._side(country_of(official), at, length, TOWARDS)
                self._told.update(self.words[at : at + length])
            else:  # "Modi's government" is the country
                self._side(country_of(official), at, length + 1)
                self._told.update(self.words[at : at + length])
                if not in_office(official):
                    self.unread.append(name)  # whose government is another's now
        elif goods := self._goods(name):
            self._hold_goods(goods, name)
            self._goods_at = self._goods_at if self._goods_at >= 0 else at
        elif own := self._own_company(name):
            self.company = own
            self._told.update(self.words[at : at + length])
        else:
            return False
        if name == self.company and self._company_at[0] < 0:
            self._company_at = at, length
        if name == self.company or (self.official and official_in(name) == self.official):
            self._told.update(self.words[at : at + length])
        return True

    def _side(self, name: str, at: int, length: int, place: str = "") -> None:
        """Holds a side that so many words from here name, and how it stands: if not told, by the words around."""
        how = place or self._order.place(at, length, asks=self._asks, of_official=self.official is not None)
        self._order.parties.append(Party(name, how, at, at + length))

    def _without_its_country(self, company: str, at: int) -> None:
        """Lets go of the side right before a company from here whose company it is: "Malaysia's Petronas"."""
        row, last = reference.find_company(company), self._order.parties[-1:]
        whose = at > 0 and is_whose(self.words[at - 1])
        if row and last and whose and last[0].end == at and country_in(row["country"]) == last[0].name:
            self._order.parties.pop()

    def _own_company(self, name: str) -> str:
        """Of the company just named the one that it owns whose name has this word: "Hanwha Philly"."""
        own = reference.held_by(self.company) if self.company and name[:1].isupper() else ()
        named = [each for each in own if name.casefold() in each.casefold().split()]
        return named[0] if len(named) == 1 else ""

    def _goods(self, name: str) -> codes.Concept | None:
        """Goods by a word, or by a name of several that holds no side or company: "soy beans", not "US cotton"."""
        words = name.split()
        known = name.casefold() in codes.names("product")
        for label in (name, f"{name}s"):
            found = product_words.product(label) if len(words) > 1 else None
            if found and found.label.casefold() == label.casefold():
                return found  # "AI chip"
        if len(words) > 1 and (not known or any(country_in(each) or company_in(self.store, each) for each in words)):
            return None
        return product_words.product(name)

    def _hold(self, name: str, value: str, word: str) -> None:
        """What is named for a filter: the first; what is named beside it is told or asked of by itself."""
        if getattr(self, name) in (None, value):
            setattr(self, name, value)
        elif (name, value, word) not in self.more:
            self.more.append((name, value, word))

    def _hold_goods(self, goods: codes.Concept, word: str) -> None:
        """Goods that are named; of what "farmers" stands for and "soybeans" the narrower."""
        held = product_words.product(self.product) if self.product else None
        if held and goods.iri != held.iri and codes.covers(held.iri, goods.iri):
            self.product = goods.label
        else:
            self._hold("product", goods.label, word)

    def _limits(self, at: int) -> bool:
        """Whether a word that nothing bears would limit the answer: a proper name, or what stands behind "of"."""
        before = [word.casefold() for word in self.words[:at] if word.casefold() not in ("the", "a", "an", "any")]
        last = before[-1] if before else ""
        if self.question == "officials" and self.words[at].casefold() in listed("titles"):
            return False
        if self.words[at][0].isupper() and at:
            return last not in listed("placing")  # a place inside a side that is named limits less than was meant
        after = self.words[at + 1].casefold() if at + 1 < len(self.words) else ""
        return last in listed("limiting") and (not after or after in asking_words())
