"""A question in plain words → the questions and filters it is taken for; what cannot be mapped is refused or told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.asking.alternatives import put_behind
from kg.asking.asked_words import is_question, parts_of, rewritten
from kg.asking.commands import commands
from kg.asking.completed import completed
from kg.asking.heard_words import Heard, figures, is_doubted
from kg.asking.in_short import in_short
from kg.asking.named_words import Words
from kg.asking.part import Part
from kg.asking.part_of import part_of
from kg.asking.picked import picked
from kg.asking.pointed_at import OF_ALL, accord_in, of_accord, resolved, source_in, told_words
from kg.asking.question_asked import asked_of
from kg.asking.refused import askable, of_a_sum
from kg.asking.said_filters import wordings
from kg.asking.side_order import PLEDGE_SIDES
from kg.asking.taken import Taken, without
from kg.asking.taken_up import of_those, own_word
from kg.asking.topics import behind_topic, without_topic
from kg.asking.verdicts.verdict import asks, asks_how_firm, is_whether
from kg.asking.verdicts.verdict_words import is_asked
from kg.asking.whole import unanswered, whole
from kg.asking.word_lists import listed
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
        part, others = put_behind(store, rewritten(written_out))
        unknown += others
        try:
            asked_of: Sequence[Taken | None] = befores or (None,)
            word = own_word(part, befores, stated)
            found = [] if word and not is_question(stated) else found  # what somebody says asks nothing
            own = word or of_those(part, befores) or part_of(store, part)
            own = own or [each for one in asked_of for each in _of_part(store, part, one)]
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
    question, part = asked_of(store, heard, before)
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
        limits = part.time.text or heard.papers or heard.called or not part.said.isdisjoint(listed("today"))
        named |= bool(before and limits)
        if before and not (named or found.unread or found.refused):
            yield from _unanswered(heard, before)
            return  # "and when": the answer has it
        if found.refused or not (named if before else found.alone):
            if figure := of_a_sum(store, heard.text):
                yield Taken("about", {"pledge": figure}, corrected=heard.corrected)
                return
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
