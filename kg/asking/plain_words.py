"""A question in plain words → the questions and filters it is taken for; what cannot be mapped is refused or told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.asking.alternatives import put_behind
from kg.asking.asked_words import asked, is_question, made_in, parts_of
from kg.asking.bearers import country_in, country_of
from kg.asking.claimed import is_value
from kg.asking.commands import commands
from kg.asking.compared_words import are_sellers, asks_by_size, compared, is_side_by_side
from kg.asking.completed import completed
from kg.asking.heard_words import Heard, figures, is_doubted, is_of_a_type
from kg.asking.in_short import in_short
from kg.asking.named_words import Words
from kg.asking.part import Part
from kg.asking.picked import picked
from kg.asking.pointed_at import OF_ALL, accord_in, of_accord, resolved, source_in, told_words
from kg.asking.refused import askable
from kg.asking.said_filters import wordings
from kg.asking.side_order import PLEDGE_SIDES
from kg.asking.taken import Taken, without
from kg.asking.taken_up import of_those, own_word
from kg.asking.topics import behind_topic, without_topic
from kg.asking.unread_words import statuses
from kg.asking.verdicts.verdict import asks, asks_how_firm, is_whether
from kg.asking.verdicts.verdict_words import is_asked
from kg.asking.whole import unanswered, whole
from kg.asking.word_lists import listed, word_lists
from kg.ledger.status import axis
from kg.model.errors import UnknownName
from kg.questions.catalogue import QUESTIONS
from kg.questions.said import topic
from kg.store.embedded import Store

__all__ = ["read"]


def read(store: Store, text: str) -> tuple[Taken, ...]:
    """Map a text, each question of it by itself. UnknownName names the words that stand for nothing.

    Behind "and what …" another question begins; what it does not name itself it takes from the one before. Sides that
    are compared are asked of one by one. A name that nothing bears is refused; other words that say nothing here are
    left out and told, as long as something that was named limits the answer.
    """
    return behind_topic(store, text, _read)


def _read(store: Store, text: str, befores: Sequence[Taken]) -> tuple[Taken, ...]:
    """The commands of a text behind those of the question before it, one of each side that it names."""
    found: list[Taken] = []
    first_error: UnknownName | None = None
    refused: list[str] = []  # questions that a name which nothing bears stands in
    stated = ""  # the part before
    text, unknown = put_behind(store, text)  # before a comma behind which "who" asks
    part = ""
    for each_part in filter(str.strip, parts_of(text)):
        written_out, alone = completed(each_part, part)
        befores = () if alone else befores
        part, others = put_behind(store, written_out)
        unknown += others
        try:
            asked_of: Sequence[Taken | None] = befores or (None,)
            word = own_word(part, befores, stated)
            found = [] if word and not is_question(stated) else found  # what somebody says asks nothing
            own = word or of_those(part, befores) or [each for one in asked_of for each in _of_part(store, part, one)]
            denies = is_asked("denies", part)  # then whether it is true that somebody does
            whose = denies or any(each.figures for each in own)
            denied = own and own[0].question == "conflicts" and is_doubted(part) and not whose
            several = sum(each.question == "pledges" for each in own) > 1
            weighed = asks_how_firm(part) and several  # then one sentence weighs all
            whether = "" if denied or weighed else asks(without_topic(part))
            either = figures(part)
            own = [replace(each, figures=each.figures or either) for each in own]
            found += (replace(each.side_by_side, asks=_asks(whether, each, own[0])) for each in own)
            befores = picked(store, part, _alike(own)) if own else befores
            stated = part
        except UnknownName as error:
            first_error = first_error or error
            refused.append(f"{part.strip()} ({str(error).partition(';')[0]})")
    if not found:
        raise first_error or UnknownName(f"{text!r} asks nothing; {askable()}")
    if first_error and not any(taken.filters for taken in found):
        raise first_error
    unread = (*found[-1].unread, *unknown, *refused)
    found[-1] = replace(found[-1], unread=unread)  # told, whatever else was answered
    return tuple(_each_once(found))


def _asks(text: str, taken: Taken, first: Taken) -> str:
    """The text where it asks whether, for a command of its first question; not of what is read otherwise."""
    return text if taken.question == first.question and not (taken.instead_of and is_whether(text)) else ""


def _alike(own: Sequence[Taken]) -> list[Taken]:
    """The last command of a question, or the last on goods, with those that ask the same of others: "Roche and …"."""
    last = next((each for each in reversed(own) if "product" in each.filters), own[-1])
    sides = {*PLEDGE_SIDES, "company", "country", "product"}
    rest = without(last.filters, *sides)
    same = (each for each in own if each.question == last.question and each.filters.keys() == last.filters.keys())
    return [each for each in same if rest.items() <= each.filters.items()]


def _each_once(found: Sequence[Taken]) -> Iterator[Taken]:
    """Each command once: "what did it order, and is that binding" asks two things of one answer."""
    held: dict[tuple[str, frozenset[tuple[str, str]]], list[Taken]] = {}
    for taken in found:
        held.setdefault((taken.question, frozenset(taken.filters.items())), []).append(taken)
    for same in held.values():
        asks = next((taken.asks for taken in reversed(same) if taken.asks), "")
        unread = dict.fromkeys(word for taken in same for word in taken.unread)
        yield replace(same[0], asks=asks, unread=tuple(unread))


def _of_part(store: Store, text: str, before: Taken | None) -> list[Taken]:
    """The commands of one question, with all that they leave out; `before` is that of the question before it."""
    heard = Heard.of(store, text)
    return [in_short(store, each, heard) for each in whole(store, heard, [*_taken_for(store, heard, text, before)])]


def _taken_for(store: Store, heard: Heard, text: str, before: Taken | None) -> Iterator[Taken]:
    """The commands of one question as it is heard."""
    question, part = _asked(store, heard, before)
    found = part.found
    if _is_told(before, question, found, text):
        return
    part.accord = _accord(store, heard, part, question)
    if known := _called_by_figure(store, heard, found):
        yield Taken("conflicts", {"pledge": known, "field": topic("amount")}, corrected=heard.corrected)
        return
    if accords := _of_accord(store, heard, part, question):
        yield from accords
        return
    if question == "measures" and found.company and part.said & listed("promising"):
        question, part.found = "pledges", Words(store, "pledges", part.words)  # tariffs are why it is asked
        found = part.found
    if question is None and not before and found.sides:
        proper = [word for word in found.refused if word[0].isupper()]  # of other words a side is enough to ask of
        found.unread, found.refused = [*found.unread, *(w for w in found.refused if w not in proper)], proper
        question = "pledges" if found.product else None  # who and what is all that is said
    part.worded = heard.saying
    if not before:
        question = _in_reports(store, part, question)
        found = part.found
    if question is None:
        named = bool(found.sides or found.product or found.company)
        limits = part.time.text or heard.papers or heard.novelty or not part.said.isdisjoint(listed("today"))
        named |= bool(before and limits)
        if before and not (named or found.unread or found.refused):
            yield from _unanswered(heard, before)
            return  # "and when": the answer has it
        if found.refused or not (named if before else found.alone):
            proper = found.refused or [word for word in found.unread if word[0].isupper()] if before else []
            what = (
                f"{', '.join(map(repr, proper))} names nothing here, and no report tells of it"
                if proper
                else f"{text.strip()!r} is taken for no question"
            )
            raise UnknownName(f"{what}; {askable()}")
    if question is None and not before and found.pledges_itself and not found.figures:  # a name alone
        yield Taken("pledges", {"pledger": found.company or ""}, corrected=heard.corrected)
    asked_for = question or (before.question if before else found.alone)
    yield from commands(store, part, Taken(asked_for, corrected=heard.corrected))


def _accord(store: Store, heard: Heard, part: Part, question: str | None) -> str:
    """The agreement that what is asked was promised under, where the question takes one."""
    if "agreement" not in QUESTIONS[question or "pledges"].filters:
        return ""
    named = question and not heard.accord and question not in OF_ALL
    return accord_in(store, part.found, part.words) if named else heard.accord


def _unanswered(heard: Heard, before: Taken) -> Iterator[Taken]:
    """The question before with what no filter says as not read: "and what did it pay before the deal"."""
    if heard.beside or unanswered(heard, [before]) or is_asked("term", heard.text):
        yield replace(before, unread=tuple(filter(None, [heard.beside])))


def _of_accord(store: Store, heard: Heard, part: Part, question: str | None) -> list[Taken]:
    """The commands of an agreement or a ruling, where words that nothing else bears name one."""
    found = part.found
    bare = question == "measures" and not (found.sides or found.product or found.company)
    bare |= question == "evidence" and bool(heard.saying)
    of_court = (bare or question in ("counterpart", "history", "changes")) and part.said & listed("court")
    unnamed = found.refused or of_court or not (question or found.alone) or (question == "history" and found.unread)
    asked_for = "beneficiaries" if question == "why" else question  # of one company alone a proof is asked
    accords = of_accord(store, asked_for, found, part.said, heard.saying) if unnamed else []
    used = [value for accord in accords for value in accord.filters.values()]
    return [part.taken(replace(each, corrected=(*heard.corrected, *each.corrected)), used) for each in accords]


def _is_told(before: Taken | None, question: str | None, found: Words, text: str) -> bool:
    """Whether the answer before tells what is asked: which tariffs came in place of those that a court voided.

    That of a tariff has the rates before it, each with its days.
    """
    of_each = before is not None and before.question == "pledges" and "saying" in before.filters
    if of_each and question == "totals" and not (found.sides or found.product or found.company):
        return True  # each stands with its figure
    if before is None or found.sides or found.product or found.company:
        return False
    if before.question == "beneficiaries" and question == "evidence" and is_asked("who_says_so", text):
        return True  # each stands with the reports that name it
    ruled = before.question == "counterpart" and "ruling" in before.filters and question == "measures"
    of_rates = before.question == "measures" and "target" in before.filters
    return ruled or (of_rates and question in ("changes", "history"))


def _called_by_figure(store: Store, heard: Heard, found: Words) -> str:
    """Of two figures, where nothing else is named, the first by which a pledge is known; empty if there is none."""
    if found.sides or found.company or found.product or found.kind:
        return ""
    return next((each for each in heard.figures if resolved(store, each, "pledge")), "")


def _in_reports(store: Store, part: Part, question: str | None) -> str | None:
    """The question, once whose word is asked for is known, or in which words; the part then names nothing else."""
    if question in (None, "evidence") and (source := source_in(store, part.found, part.words)):
        question, part.source = "evidence", source
        part.found = Words(store, question, part.words).without(source.split())
    if in_reports := told_words(store, part.found, question):
        known = part.found.sides or part.found.company or part.found.naming_words
        if question and known and "saying" not in QUESTIONS[question].filters and "%" not in in_reports[0]:
            part.found.without(in_reports).unread += in_reports  # what is asked stands without them
            return question
        part.worded = ", ".join(wordings(in_reports, part.text))
        if all(map(str.islower, in_reports)):  # of common words one alone tells of something else
            part.worded = " ".join(in_reports)
        if "%" in part.worded:  # a share of it says which words; "of the profits" asks of no gain
            part.made_in, question = [], None if question == "beneficiaries" else question
        takes = question == "conflicts" or (question and "saying" in QUESTIONS[question].filters)
        question = question if question and takes else "evidence"  # where reports on it differ
        part.found = Words(store, question, part.words).without([*in_reports, *part.source.split()])
    return question


def _of_news(heard: Heard, question: str | None) -> str | None:
    """Of what is new, or not new, the pledges are asked for; since a day what changed, not how they moved.

    Of a type of aircraft too: which pledges are told with it no sum tells.
    """
    ordered = question == "delivery" and not listed("ordered").isdisjoint(map(str.casefold, heard.words))
    if is_of_a_type(heard.text) and (ordered or question == "totals"):
        return "pledges"
    if heard.novelty and question in ("history", "changes", "conflicts", "counterpart"):
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


def _asked(store: Store, heard: Heard, before: Taken | None) -> tuple[str | None, Part]:
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
    part.papers, part.novelty = heard.papers, heard.novelty
    part.since_deal, part.besides, part.done = heard.since_deal, heard.besides, heard.done
    return question, part
