"""What the second question of a sentence takes up from the one before it: its pledges, its sides, its goods."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.asking.part import Part
from kg.asking.said_filters import handed_on
from kg.asking.side_order import PLEDGE_SIDES
from kg.asking.taken import Taken, without
from kg.asking.unread_words import statuses
from kg.asking.verdicts.denials import speaking
from kg.asking.verdicts.verdict import is_whether
from kg.asking.verdicts.verdict_words import is_asked, words
from kg.asking.word_lists import listed, word_lists
from kg.ledger.status import KEPT
from kg.model import codes, product_words
from kg.query.outlets import sources
from kg.query.reader import Reader
from kg.questions.beside import ONE_BY_ONE
from kg.questions.catalogue import QUESTIONS, taken_by
from kg.questions.said import differing, topic
from kg.store.embedded import Store

__all__ = ["each_compared", "of_those", "own_word", "take_up", "told_in_it", "whose_word"]


def each_compared(part: Part, taken: Taken) -> list[dict[str, str]]:
    """The filters of each side that the question before compares, where this one names none and compares none."""
    if not part.before or {"compare", "pledge"} & taken.filters.keys():
        return []
    if not {*PLEDGE_SIDES, "country"}.isdisjoint(dict(part.found.sides)):
        return []
    return _by_side(taken.filters, part.before) if "pledger" in QUESTIONS[taken.question].filters else []


def _by_side(filters: Mapping[str, str], before: Taken) -> list[dict[str, str]]:
    """Filters for each of the sides that a question compares by name; none where it compares none, or all."""
    sides = before.filters.get("compare", "").split(", ")
    return [{**filters, "pledger": side} for side in sides] if len(sides) > 1 else []


def of_those(text: str, befores: Sequence[Taken]) -> list[Taken]:
    """What is asked of those of the question before: what binds, how much is firm, how many each; which is more."""
    ways, first = word_lists()["of_those"], befores[0] if befores else None
    if first is None or "pledge" in first.filters or first.question not in ("totals", "pledges"):
        return []
    if re.search(ways["binding"], text, re.IGNORECASE):
        each = [taken_by("pledges", one.filters) for one in befores]
        own = [side for held, one in zip(each, befores, strict=True) for side in _by_side(held, one) or [held]]
        return [Taken("pledges", {"binding": "yes", **held}) for held in own]
    firm = {"status": ",".join(KEPT)} if re.search(ways["firm"], text, re.IGNORECASE) else {}
    several = "," in first.filters.get("pledger", "")
    if firm or (several and re.search(ways["figures"], text, re.IGNORECASE)):
        return [Taken("totals", {**taken_by("totals", one.filters), **firm}).side_by_side for one in befores]
    if not re.search(ways["more"], text, re.IGNORECASE):
        return []
    if "compare" in first.filters and len(befores) == 1:
        return [first]  # it weighs them as it is
    named = (one.filters.get("pledger", "") for one in befores)
    sides = list(dict.fromkeys(side.strip() for names in named for side in names.split(",")))
    if len(sides) < 2 or not all(sides):
        return []
    alike = {
        n: v for n, v in first.filters.items() if n != "compare" and all(one.filters.get(n) == v for one in befores)
    }
    return [Taken("totals", {**taken_by("totals", alike), "compare": ", ".join(sides)})]


def take_up(store: Store, part: Part, taken: Taken) -> None:
    """The filters of a question with what of its words means the pledges or goods of the question before."""
    _whether_they_stand(store, part, taken)
    found = part.found
    if {"pledge", "kind"} <= taken.filters.keys():  # "by when must it be bought"
        del taken.filters["kind"]
        part.weighed = [*part.weighed, *found.kind_words]
    before = part.before.filters.get("product", "") if part.before else ""
    if _is_narrower(before, taken.filters.get("product", "")):
        taken.filters["product"] = found.product = before  # which farmers lose by the rice
    word, goods = _goods_of(part, found.unread) if "product" in QUESTIONS[taken.question].filters else ("", "")
    if goods:
        taken.filters["product"] = found.product = goods
        found.unread = [each for each in found.unread if each != word and each.casefold() not in listed("firms")]
        if taken.question == "beneficiaries" and "pledger" in taken.filters and not found.company:
            seller = taken.filters.pop("company", "")  # of the aircraft: who makes their engines is another
            found.unread += [seller] if seller else []


def _whether_they_stand(store: Store, part: Part, taken: Taken) -> None:
    """Without how pledges stand as a filter where it is asked whether the few before stand so: "and is it signed".

    Else an older one that stands so would answer for the one that is meant.
    """
    asked = re.search(word_lists()["taken_up"]["them"], part.text, re.IGNORECASE) and is_whether(part.text)
    if not part.before or not asked or taken.question != "pledges" or "status" not in taken.filters:
        return
    filters = without(taken.filters, "status")
    if 0 < sum(1 for _ in Reader(store, "latest", filters).events()) <= ONE_BY_ONE:
        del taken.filters["status"]
        part.weighed = [*part.weighed, *(word for word in part.said if statuses({word}))]


def told_in_it(part: Part) -> Taken | None:
    """What reports of the pledges before tell of a company: "and what does TSMC have to do for it"."""
    company = part.found.company
    if not part.before or not company or not re.search(word_lists()["taken_up"]["in_it"], part.text, re.IGNORECASE):
        return None
    part.found.company = None
    return Taken("evidence", {**handed_on(part.before, "evidence", {"saying": company}), "saying": company})


def whose_word(store: Store, part: Part) -> list[Taken]:
    """Whether the pledges before are told on the word of who made them: "did TSMC or the government say so".

    Of a company it is told what goes back to it; of another side on whose word each is told. An official's word is a
    question of its own.
    """
    found, before = part.found, part.before
    if not before or found.official or not re.search(word_lists()["taken_up"]["say_so"], part.text, re.IGNORECASE):
        return []
    of_others = bool(set(found.parties) - {before.filters.get("pledger", "")})
    question = "evidence" if of_others else "conflicts"
    own = [Taken(question, handed_on(before, question, {}))]
    if found.company and found.company in sources(store):
        own.append(Taken("evidence", {**handed_on(before, "evidence", {}), "source": found.company}))
    return own


def own_word(text: str, befores: Sequence[Taken], stated: str) -> list[Taken]:
    """What one side says of what was `stated` before: statements of these pledges, in the words of the point it makes.

    Whether it confirms or denies a whole promise is asked of that itself.
    """
    if not befores or not is_asked("own_word", text) or not speaking(text, words()["asked"]["own_word"]):
        return []
    with_point = (each for each in reversed(befores) if {"saying", "field"} & each.filters.keys())
    before = next(with_point, befores[-1])
    point = before.filters.get("field", topic("binding") if is_asked("binds", stated) else "")
    wordings = next((each[1:] for each in differing().values() if point in each), [])
    saying = before.filters.get("saying") or ", ".join(wordings)
    if not saying and (is_asked("confirm", text) or is_asked("denies", text)):
        return []
    held = without(taken_by("evidence", before.filters), "official", "source")  # who stated it
    return [Taken("evidence", {**held, **({"saying": saying} if saying else {})})]


def _is_narrower(one: str, other: str) -> bool:
    """Whether goods are among others."""
    held, wider = product_words.product(one), product_words.product(other)
    return bool(held and wider and codes.covers(wider.iri, held.iri))


def _goods_of(part: Part, words: Sequence[str]) -> tuple[str, str]:
    """A word that nothing bears, and the goods that it names beside those before: "the engines" of aircraft."""
    before = part.before.filters if part.before else {}
    held = {before.get("product", ""), *(["aircraft"] if before.get("kind") == "purchase" else [])} - {""}
    for word in words:
        for goods in codes.scheme("product").values():
            if any(goods.label in (f"{each} {word}", f"{each} {word}s") for each in held):
                return word, goods.label
    return "", ""
