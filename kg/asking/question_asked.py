"""Which question the words of a text ask, and what they name in it: the part that commands are made of."""

from __future__ import annotations

from collections.abc import Sequence

from kg.asking.asked_words import asked, made_in
from kg.asking.bearers import country_in, country_of
from kg.asking.claimed import is_value
from kg.asking.compared_words import are_sellers, asks_by_size, compared, is_side_by_side
from kg.asking.heard_words import Heard, is_of_a_type
from kg.asking.named_words import Words
from kg.asking.part import Part
from kg.asking.taken import Taken
from kg.asking.unread_words import statuses
from kg.asking.verdicts.verdict_words import is_asked
from kg.asking.word_lists import listed, word_lists
from kg.ledger.status import axis
from kg.questions.catalogue import QUESTIONS
from kg.store.embedded import Store

__all__ = ["asked_of"]


def asked_of(store: Store, heard: Heard, before: Taken | None) -> tuple[str | None, Part]:
    """Which question words ask, if they ask any, and what they name in it."""
    words, said = heard.words, frozenset(map(str.casefold, heard.words))
    question = asked(words, said, before.question if before else None)
    if question is None and is_value(heard.text):
        question = "pledges"  # "is the deal worth $52bn"
    question = _of_news(heard, question)
    question = "pledges" if heard.above and question in (None, "totals") else question
    due = question == "stale" and not said & listed("overdue")
    if due:
        question = "pledges"  # when they are due is asked, not which deadlines passed in silence
    means = made_in(question, heard.plain, words)
    if means:
        words = [word for word in words if word not in means]
        question = question if question == "conflicts" else "evidence"
    found = Words(store, question or (before.question if before else "pledges"), words, asks=question is not None)
    question, found = _of_whom(store, heard, question, found, words)
    if before and before.question == "delivery" and question == "totals" and not said & listed("promising"):
        question = "delivery"  # "and how many tonnes so far" is of what came
    if question == "pledges" and found.official:  # what somebody announced is what goes back to that person's word
        question, found = "evidence", Words(store, "evidence", words)
        said -= {word for code in statuses(said) for word in word_lists()["status"][code].split()}
    if question == "evidence" and found.official and said & listed("duties"):
        question, found = "measures", Words(store, "measures", words)  # what somebody said of a tariff
    of_promises = found.is_of_promises or (question is None and before and before.question == "pledges")
    firms = question in (None, "pledges", "totals", "beneficiaries") and found.whose_firms and bool(of_promises)
    if firms and question == "beneficiaries":
        question, found = "pledges", Words(store, "pledges", words)
    if question == "pledges" and found.company and are_sellers(heard.text):
        question = "totals"
    of_type = is_of_a_type(heard.text)
    listed_alone = of_type and not asks_by_size(heard.text)  # who ordered such
    sides = () if listed_alone else compared(question, heard.text, found)
    states = ",".join(before.filters.get(name, "") for name in ("pledger", "compare")) if before else ""
    if sides == ("companies",) and not found.sides and any(country_in(each.strip()) for each in states.split(",")):
        question, firms, sides = "pledges", True, ()  # those of who promised before
        found = Words(store, question, words)
    if sides and (question not in (None, "pledges") or not is_side_by_side(heard.text) or len(sides) == 1):
        question = "totals"
    part = Part(heard.text, words, said, heard.time, found, means, before, sides, heard.put_in, firms)
    # of pledges alone it is told which come to more than a figure
    untold = heard.saying if of_type and "saying" not in QUESTIONS[question or "pledges"].filters else ""
    above = "" if question == "pledges" else heard.above
    part.beside = ", ".join(filter(None, [heard.beside, above, untold]))
    part.weighed = [*part.weighed, *(listed("ordered") if of_type else ())]
    part.unasked = heard.unasked
    part.doubted, part.due = heard.doubted, due and not (before and "pledge" in before.filters)
    part.papers, part.called = heard.papers, heard.called
    part.since_deal, part.besides, part.done = heard.since_deal, heard.besides, heard.done
    return question, part


def _of_news(heard: Heard, question: str | None) -> str | None:
    """Of what is new, or not new, the pledges are asked for; since a day what changed, not how they moved.

    Of a type of aircraft too: which pledges are told with it no sum tells.
    """
    ordered = question == "delivery" and not listed("ordered").isdisjoint(map(str.casefold, heard.words))
    if is_of_a_type(heard.text) and (ordered or question == "totals"):
        return "pledges"
    if heard.called and question in ("history", "changes", "conflicts", "counterpart"):
        return "pledges"
    of_then = heard.time.text.startswith("of ")  # "the promises of 2020" says which, not since when
    return "changes" if question == "history" and heard.time.since and not of_then else question


def _of_whom(
    store: Store, heard: Heard, question: str | None, found: Words, words: Sequence[str]
) -> tuple[str | None, Words]:
    """The question, by what is named in it: of a company, of goods that are counted, of who met whom."""
    said = frozenset(map(str.casefold, heard.words))
    if question == "beneficiaries" and found.company and any(axis(code) != "grade" for code in statuses(said)):
        question, found = "pledges", Words(store, "pledges", words)  # which of its orders were cancelled
    if question == "counterpart" and found.company:  # what a company gets out of it
        of_deals = is_asked("held_up", heard.text) or "agreements" in heard.put_in  # those of a company are promises
        question = "pledges" if of_deals else "beneficiaries"
        found = Words(store, question, words)
    _of_two_officials(question, found)
    sold = question == "measures" and said & listed("selling")  # how many may be sold at a rate is a promise
    if (sold or question in (None, "pledges", "beneficiaries")) and found.counted and not is_of_a_type(heard.text):
        question, found = "totals", Words(store, "totals", words) if sold else found
    if (
        question == "officials"
        and said & {"negotiator", "negotiators", "negotiated"}
        and (len(found.parties) > 1 or "negotiated" in said)
    ):
        question, found = "talks", Words(store, "talks", words)  # who met the other side
    return question, found


def _of_two_officials(question: str | None, found: Words) -> None:
    """Of two officials who met the other's country is the partner; of their agreements both countries are sides."""
    others = [name for kind, name, _ in found.more if kind == "official"]
    if not found.official or len(others) != 1 or found.sides:
        return
    home, other = country_of(found.official), country_of(others[0])
    if question == "talks":
        found.more, found.sides = [], [("partner", other)]
    elif question == "counterpart":
        found.unread = [word for word in found.unread if word not in (found.official, *others)]
        found.more, found.sides, found.official = [], [("country", home), ("partner", other)], None
