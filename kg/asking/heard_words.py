"""The words of a question as they are read: days and clauses aside taken out, phrases and misspelt words mended."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.asking.above import limit_in
from kg.asking.asked_words import pairs_apart, read_as
from kg.asking.bearers import country_of, holder_of, official_in
from kg.asking.besides import without_besides
from kg.asking.claimed import as_labelled
from kg.asking.occasions import deal_under, occasion
from kg.asking.spelling import Spelling, told
from kg.asking.spoken_days import Spoken, since_event, spoken
from kg.asking.word_lists import listed, word_lists
from kg.model import reference
from kg.query.reader import Reader
from kg.store.embedded import Store

__all__ = ["Heard", "figures", "is_doubted", "is_of_a_type"]


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of a question, as they are read: without its days, misspelt ones mended, each with what it was."""

    text: str
    plain: str
    words: Sequence[str]
    time: Spoken
    put_in: Collection[str]
    corrected: tuple[tuple[str, str], ...]
    beside: str  # a clause that is left out
    unasked: Sequence[str]  # what no filter says; it is left out, too
    doubted: bool  # whether it is asked if that is true
    saying: str  # in which words reports tell what is asked
    papers: tuple[tuple[str, str], ...]  # on what paper it stands, each with the word for it
    since_deal: bool  # whether its days begin with a deal or the like: what was promised before is not meant
    figures: tuple[str, ...]  # of which it is asked which it is
    above: str  # words by which those of more than a figure are asked for
    called: dict[str, str]  # filters by what it is told as or by how many: as new, by one origin
    accord: str  # the agreement under which it was promised, called by its place or month
    besides: tuple[str, ...]  # sides and companies that are left out of who is asked for
    done: Spoken  # the days in which what is promised is to be done

    @classmethod
    def of(cls, store: Store, text: str) -> Heard:
        """The words of a text as they are read."""
        asks, occasions = occasion(store, text.replace("’", "'"))
        asks, accord = deal_under(store, asks)
        aside = re.search(word_lists()["aside"]["clause"], asks, re.IGNORECASE)
        asks = asks.replace(aside[0], " ") if aside else asks
        asks, doubted = re.subn(word_lists()["doubting"]["asked"], " ", asks, flags=re.IGNORECASE)
        claimant = re.match(word_lists()["doubting"]["claimant"], asks) if doubted else None
        asks = asks[claimant.end() :] if claimant else asks
        asks, besides = without_besides(store, asks)
        asks, unasked = _unasked(asks)
        asks = re.sub(word_lists()["office"]["taken"], _day_of_office, asks)
        limit = limit_in(asks)
        asks = asks.replace(limit[0], " ") if limit else asks
        asks, whose = _for_whom(asks)
        asks, papers = _papers(asks)
        asks, called = _called(asks)
        asks, events = since_event(asks)
        either = re.search(word_lists()["either"]["asked"], asks, re.IGNORECASE)
        asks = asks.replace(either[0], word_lists()["either"]["read"]) if either else asks
        asks, done = _to_be_done(store, asks)
        plain, time = spoken(re.sub(word_lists()["ranking"]["each"], " they ", asks, flags=re.IGNORECASE))
        told_so = []
        for name, instead in (("sayings", ""), ("types", "aircraft"), ("told_of", "evidence")):
            for phrase, word in word_lists()[name].items():
                put = f"{instead} \\g<kept>" if "?P<kept>" in phrase else instead
                found = re.search(rf"\b{phrase}\b", plain, re.IGNORECASE)
                told_so += [found.expand(word)] if found else []
                plain = re.sub(rf"\b{phrase}\b", put, plain, flags=re.IGNORECASE)
        for phrase, word in word_lists()["phrases"].items():
            plain = re.sub(rf"\b{phrase}\b", word, plain, flags=re.IGNORECASE)
        put_in = {*re.findall(r"\w+", plain.casefold())} - {*re.findall(r"\w+", text.casefold())}
        plain, seats = read_as(pairs_apart(plain))
        # a dash or a full stop by itself is no word
        typed_words = re.findall(r"(?=[^\s,;?!:()\"“”]*[\w%])[^\s,;?!:()\"“”]+(?::\w+)?", plain)
        words = Spelling.of(store).mended(typed_words)
        beside = ", ".join([*(found[0].strip() for found in (claimant, aside) if found), *unasked])
        of_deal = any(
            re.search(word_lists()["since_deal"]["named"], each, re.IGNORECASE) for each, _ in (*events, *occasions)
        )
        days = {"since": time.since, "until": time.until, "before": time.until}
        corrected = (
            *((each, f"{how} {days[how]}") for each, how in events),
            *occasions,
            *whose,
            *seats,
            *told(typed_words, words),
        )
        above = limit[0].strip() if limit else ""
        asked = (
            beside,
            unasked,
            bool(doubted),
            ", ".join(told_so),
            papers,
            of_deal,
            figures(text),
            above,
            called,
            accord,
            besides,
            done,
        )
        return cls(text, plain, words, time, put_in, corrected, *asked)


def is_doubted(text: str) -> bool:
    """Whether it is asked if something is true, in so many words."""
    return bool(re.search(word_lists()["doubting"]["asked"], text, re.IGNORECASE))


def is_of_a_type(text: str) -> bool:
    """Whether a text names a type of aircraft by its number."""
    return any(re.search(rf"\b{form}\b", text, re.IGNORECASE) for form in word_lists()["types"])


def figures(text: str) -> tuple[str, ...]:
    """The two figures of which a text asks which it is, as labels have them: "$350bn"; else none."""
    either = re.search(word_lists()["either"]["asked"], text, re.IGNORECASE)
    if not either:
        return ()
    one, other = map(as_labelled, either.group("one", "other"))
    other = other if other[0] in "$€£¥" else f"{one[0]}{other}"
    if one[-1].isdigit() and other[-1].isalpha():  # "$100 or $165 billion"
        one += other.lstrip("$€£¥0123456789.,")
    return one, other


def _to_be_done(store: Store, text: str) -> tuple[str, Spoken]:
    """A text without the days in which what is promised is to be done, where these are not over; with these days.

    In a year that is over somebody promised to buy something, and bought nothing in it by that.
    """
    ways, verbs = word_lists()["done_in"], "|".join(sorted(listed("done_in")))
    for form in ("promised", "ahead"):
        found = re.search(ways[form].replace("{verbs}", verbs), text, re.IGNORECASE)
        left, time = spoken(text[found.end() :]) if found else ("", Spoken())
        last = time.until or time.on or ""  # "since 2025" is when it was told
        if found and last > Reader(store, "latest", {}).last_report.isoformat():
            return text[: found.end()] + left, time
    return text, Spoken()


def _unasked(text: str) -> tuple[str, list[str]]:
    """A text without what no filter says; with that."""
    said = []
    for form in word_lists()["unasked"]["forms"]:
        if found := re.search(form, text, re.IGNORECASE):
            said.append(found[0].strip())
            text = text.replace(found[0], " ")
    return text, said


def _papers(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A text without the papers in it on which promises stand; each as its code and as it was written."""
    found = []
    for code, called in word_lists()["instrument"].items():
        found += [(code, each[0]) for each in re.finditer(called, text, re.IGNORECASE)]
        text = re.sub(called, " ", text, flags=re.IGNORECASE)
    return text, tuple(found)


def _called(text: str) -> tuple[str, dict[str, str]]:
    """A text that asks for what is new, or of one origin, without these words; with the filters for them."""
    found: dict[str, str] = {}
    if not re.match(word_lists()["parts"]["begins"], text, re.IGNORECASE):
        return text, found  # whether one pledge is new is in what is told of it
    for name in ("origins", "novelty"):
        for value, call in word_lists()[name].items():
            plain, number = re.subn(call, " ", text, flags=re.IGNORECASE)
            if number:
                text, found[name] = re.sub(word_lists()["called"]["beside"], " ", plain), value
                break
    return text, found


def _for_whom(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A text in which a country is promised something, or puts a tariff on it: of an official it is that one's."""
    read: list[tuple[str, str]] = []

    def country(found: re.Match[str]) -> str:
        official = official_in(found["name"])
        home = country_of(official) if official else ""
        if not home:
            return found[0]
        read.append((found["name"], home))
        return f"{found['act']} {home}"

    def holder(found: re.Match[str]) -> str:
        name = holder_of(found["office"], found["side"])
        if not name:
            return found[0]
        read.append((found[0], name))
        return name

    text = re.sub(word_lists()["office"]["held"], holder, text)
    for form in ("promised", "imposed", "got"):
        text = re.sub(word_lists()["office"][form], country, text)
    return text, tuple(read)


def _day_of_office(found: re.Match[str]) -> str:
    """The day on which an official last came into office: "before Trump took office" is before 2025-01-20."""
    official = official_in(found[2])
    terms = [row["valid_from"] for row in reference.rows("officials") if row["name"] == official]
    how = "before" if found[1].startswith("pre") else found[1]  # "predate Trump's second term"
    return f"{how} {max(terms)}" if any(terms) else found[0]
