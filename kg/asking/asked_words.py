"""What a plain text asks, before it is known of whom: the question, and in which words a promise is to be told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.asking.bearers import country_in
from kg.asking.unread_words import statuses
from kg.asking.word_lists import listed, question_in, word_lists
from kg.model import reference
from kg.query import names
from kg.questions.catalogue import QUESTIONS

__all__ = ["asked", "is_question", "made_in", "pairs_apart", "parts_of", "read_as", "rewritten"]


def read_as(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A text with seats of governments as whom people mean, and plants as what they make; each with that."""
    read: list[tuple[str, str]] = []
    for written, word in (word_lists()["seats"] | word_lists()["plants"]).items():
        meant = [found for found in re.finditer(rf"\b({written})\b", text) if not _names_a_firm(text, found)]
        for found in reversed(meant):
            text = f"{text[: found.start()]}{word}{text[found.end() :]}"
        read += [(found[0], word) for found in meant[:1]]
    return text, read


def _names_a_firm(text: str, found: re.Match[str]) -> bool:
    """Whether a seat, or a word for plants, begins a company's name: "Tokyo Gas"."""
    behind = re.match(r"\s+\w+", text[found.end() :])
    return bool(behind and reference.find_company(f"{found[0]}{behind[0]}"))


def rewritten(text: str) -> str:
    """A text in the words in which the same is read: only whom it names by way of example, who confirms for by whom."""
    for each in word_lists()["rewritten"]:
        text = re.sub(each["form"], each["put"], text, flags=re.IGNORECASE)
    return text


def pairs_apart(text: str) -> str:
    """A text with two sides that a dash joins as words of their own: "EU-US" is "EU US"."""
    return re.sub(r"\b([\w.]+)[-–—/]([\w.]+)", lambda pair: " ".join(pair.groups()) if _sides(pair) else pair[0], text)


def _sides(pair: re.Match[str]) -> bool:
    return all(country_in(name) for name in pair.groups())


def asked(words: Sequence[str], said: frozenset[str], before: str | None) -> str | None:
    """The question that words ask, `before` that of the question before it; None where they only name something."""
    question = question_in(words)
    hit = said & listed("duties") and said & listed("losing") and not said & listed("cuts")
    if question in ("beneficiaries", "measures") and hit:
        return "exposure" if said & listed("firms") else "measures"  # which firms a tariff hits
    curbs = " ".join(words)
    named_curbs = any(re.search(call, curbs, re.IGNORECASE) for call in word_lists()["controls"].values())
    if question in ("history", "changes") and named_curbs:
        return "measures"
    hit_with = said & listed("facing") and not said & listed("cuts") and any("%" in word for word in words)
    set_so = said & listed("duties") and (said & listed("imposing") or hit_with)
    if question == "why" and set_so and not said & listed("promising"):
        return "measures"  # why a tariff was set
    if question == "why" and not said & (listed("gaining") | listed("losing") | listed("firms")):
        given_for = listed("duties") | listed("promising") | {"agree", "agreed"}
        return "counterpart" if said & given_for else question  # what it was given for
    duty = next((word.casefold() for word in words if word.casefold() in listed("duties") | listed("exchange")), "")
    if said & listed("duties") and (
        question in ("history", "changes")
        or (question == "counterpart" and said & listed("exchange") and duty in listed("duties"))
    ):
        return "measures"
    if question == "measures" and "promised" in said and said & (listed("cuts") | {"zero", "no"}):
        return "pledges"  # that it puts no tariff on another's goods
    if question == "measures" and said & listed("conditions") and said & listed("promises"):
        return "evidence"  # which promises hang on a tariff
    pays = said & listed("duties") and said & listed("paying")
    if question == "beneficiaries" and pays and not said & listed("gaining"):
        return "measures"  # whom a tariff hits is told with it
    named = before or "pledges"
    return question or (named if statuses(said) and "status" in QUESTIONS[named].filters else None)


def made_in(question: str | None, text: str, words: Sequence[str]) -> list[str]:
    """What of a promise is asked for: cash, loans. That a kind of pledge is asked for is something else."""
    if question not in (None, "totals", "pledges", "evidence", "delivery", "conflicts"):
        return []
    means = [word for word in words if word.casefold() in listed("means")]
    hangs = not listed("conditions").isdisjoint(map(str.casefold, means))  # which is no kind of pledge
    if re.search(word_lists()["means"]["of_kind"], text, re.IGNORECASE) and not hangs:
        return []
    weighed = question == "evidence" or re.match(r"\W*(is|are|was|were)\b", text, re.IGNORECASE)
    figure = weighed and re.search(r"\d(?!.*%)", text)  # of one sum it is asked what it is made of
    open_ = figure or re.search(word_lists()["means"]["asked"], text, re.IGNORECASE)
    return means if open_ or any(not names.plain_kind(word) for word in means) else []


def is_question(text: str) -> bool:
    """Whether a part of a text asks something, and does not only tell it."""
    return bool(re.match(rf"\W*(?:{word_lists()['topic']['asks']})", text, re.IGNORECASE))


def parts_of(text: str) -> list[str]:
    """The questions of a text, each as it is written; "is that true?" goes with what is doubted."""
    ways = word_lists()["parts"]
    between = f"{ways['between']}|{ways['aside']}" if re.match(ways["begins"], text, re.IGNORECASE) else ways["between"]
    found: list[str] = []
    text = re.sub(ways["inserted"], r" \1", text)
    for part in re.split(between, text, flags=re.IGNORECASE):
        only_doubts = not re.search(r"\w", re.sub(word_lists()["doubting"]["asked"], "", part, flags=re.IGNORECASE))
        if found and only_doubts:
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found
