"""That no word of a question is lost: each stands in a command, asks for one, or is told as not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.asking.bearers import country_in, country_of, is_unit, official_in
from kg.asking.heard_words import Heard
from kg.asking.pointed_at import resolved
from kg.asking.regions import region_in, spelt_out
from kg.asking.taken import Taken
from kg.asking.unread_words import easing
from kg.asking.verdicts.verdict import asks
from kg.asking.verdicts.verdict_words import is_asked
from kg.asking.word_lists import known_words, listed, word_lists
from kg.asking.word_order import bare
from kg.model import codes, product_words, reference
from kg.query import names
from kg.query.event_table import PARTIES
from kg.query.reader import Reader
from kg.query.spoken import asked_words, forms_of
from kg.store.embedded import Store

__all__ = ["lost", "unanswered", "whole"]


def whole(store: Store, heard: Heard, taken: Sequence[Taken]) -> list[Taken]:
    """The commands of a question, the first with the words as not read that none of them says otherwise.

    Whose the goods are that are asked for no filter says: they are read as these goods.
    """
    if not taken:
        return []
    first, *others = taken
    words = heard.words
    told_first = listed("terms") if is_asked("terms", heard.text) else frozenset()
    told_first |= easing() if first.question == "measures" else frozenset()
    left = [word for word in lost(words, taken) if word.casefold() not in {*heard.put_in, *told_first}]
    goods = {word: _goods_behind(words, word) for word in left if country_in(_plain(word))}
    asked = first.filters.get("product", "")
    read = [(f"{word} {behind}", asked) for word, behind in goods.items() if behind and asked]
    of_goods = [word for word in left if read and goods.get(word)]
    left = [word for word in left if word not in of_goods]
    clauses = unanswered(heard, taken)
    said = {word for clause in clauses for word in clause.split()}  # a clause is told whole
    unread = (*(word for word in (*first.unread, *left, *_trades(store, heard, taken)) if word not in said), *clauses)
    return [replace(first, unread=unread, corrected=(*first.corrected, *read)), *others]


def unanswered(heard: Heard, taken: Sequence[Taken]) -> list[str]:
    """What a text asks that no command answers: who gains most, from which year, where reports disagree."""
    told = " ".join(word for each in taken for word in each.unread)
    found = []
    for form in word_lists()["answered_by"]:
        said = re.search(form["asked"], heard.text, re.IGNORECASE)
        answers = any(
            each.question in form["questions"].split() or {*form["filters"].split()} & each.filters.keys()
            for each in taken
        )
        of = form.get("weighed", "").split()  # one sentence tells which of them more
        answers |= any(len({each.filters.get(name, "") for each in taken}) > 1 for name in of)
        if said and not answers and not (form["first"] and asks(heard.text)) and said["said"] not in told:
            found.append(said["said"])
    return found


def _goods_behind(words: Sequence[str], word: str) -> str:
    """The word behind another, where it names goods; else nothing."""
    behind = next((after for before, after in pairwise(words) if before == word), "")
    return behind if product_words.product(_plain(behind)) else ""


def _trades(store: Store, heard: Heard, taken: Sequence[Taken]) -> list[str]:
    """The trades of companies that a text asks for ("shipbuilders"), where no command asks for goods or companies.

    Of a pledge of the same goods alone a trade limits nothing.
    """
    firms = {value for each in taken for value in each.filters.get("pledger", "").split(",")}
    by_firms = any(reference.find_company(each.strip()) for each in firms)
    if by_firms or any({"product", "company", "compare"} & each.filters.keys() for each in taken):
        return []
    told = " ".join(word for each in taken for word in each.unread).casefold()
    found = re.findall(word_lists()["trades"]["called"], heard.text, re.IGNORECASE)
    left = [word for word in dict.fromkeys(found) if word.casefold() not in told]
    if not left:
        return []
    pledges = {iri for each in taken if (iri := resolved(store, each.filters.get("pledge", ""), "pledge"))}
    return [word for word in left if not pledges or not all(_is_of_trade(store, iri, word) for iri in pledges)]


def _is_of_trade(store: Store, pledge: str, trade: str) -> bool:
    """Whether all goods of a pledge are those of a trade; those of who sells or makes whatever it is are."""
    stem = re.sub(word_lists()["trades"]["doing"], "", trade.casefold())
    reader = Reader(store, "latest", {})
    goods = [label.casefold() for label in reader.labels(reader.node(pledge), "product")]
    named = product_words.product(stem) if stem else None
    return not stem or bool(goods and all(each.startswith(stem) or (named and each == named.label) for each in goods))


def lost(words: Sequence[str], taken: Sequence[Taken]) -> list[str]:
    """The words, as they stand, that say something, and of which no command nor its notes have anything."""
    told = _told(taken)
    found = [
        f"{word} {after}" if country_in(f"{word} {after}") else word
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False)
        if _says_something(word) and told.isdisjoint(_forms(word) | _forms(f"{_plain(before)} {word}"))
        if told.isdisjoint(_sides(f"{word} {after}") if country_in(f"{word} {after}") else ())  # "Gulf states"
    ]
    return list(dict.fromkeys(found))


def _plain(word: str) -> str:
    return bare(word.strip(".'\"“”’-–—")).strip(".'\"’")


def _says_something(word: str) -> bool:
    """Whether a word names something: neither a small word, nor one that asks, nor what things are counted in."""
    plain = _plain(word)
    parts = set(re.findall(r"[^\W\d_]+", plain.casefold()))
    counted = is_unit(plain) and not product_words.product(plain)
    small = parts <= known_words() or counted or names.plain_kind(plain.casefold()) is not None
    return any(map(str.isalpha, plain)) and not small


def _told(taken: Sequence[Taken]) -> frozenset[str]:
    """All that commands and their notes say, with what the words of it stand for."""
    texts: list[str] = []
    for each in taken:
        texts += [*each.filters.values(), *each.unread, *each.figures, each.whole]
        texts += [word for pair in each.corrected for word in pair]
        texts += [word_lists()["share_of"]["said"]] if each.whole else []
    found: set[str] = set()
    for text in texts:
        found |= {form for word in asked_words(text) for form in forms_of(word)}
        found |= {word.casefold() for word in re.findall(r"[\w%]+", text)}
        found |= {*_sides(text)}
    sides = {*PARTIES, "compare"}
    found |= {"a part of the world"} if any(sides & each.filters.keys() for each in taken) else set()
    return frozenset(found)


def _sides(text: str) -> Iterator[str]:
    """The sides and goods that a value is, and those that they belong to; of several sides also their bloc."""
    names = [*map(str.strip, text.split(","))]
    blocs = codes.scheme("bloc").values() if len(names) > 1 else ()
    yield from (f"party:{bloc.code}" for bloc in blocs if len(spelt_out(bloc.label, names)) > 1)
    for name in names:
        if side := codes.party(name) or codes.party(
            codes.names("country").get(name, codes.names("bloc").get(name, ""))
        ):
            yield f"party:{side.code}"
        if goods := product_words.product(name):
            yield f"product:{goods.code}"
        if row := reference.find_company(name):
            yield from (f"company:{row['name']}", *_sides(codes.names("country").get(row["country"], row["country"])))
            members = (each for each in codes.scheme("bloc").values() if row["country"] in codes.members(each.code))
            yield from (f"party:{bloc.code}" for bloc in members)  # "EU companies"
        if official := official_in(name):
            yield country_of(official).casefold()


def _forms(word: str) -> frozenset[str]:
    """A word with what it stands for: its singular, a side, goods, a company, an official and that one's country."""
    plain = _plain(word)
    found = set(forms_of(plain)) | {plain.casefold(), *re.findall(r"[\w%]+", plain.casefold())}
    found |= {*_sides(plain)}
    found |= {"a part of the world"} if region_in(plain) else set()
    if official := official_in(plain):
        found |= {official.casefold(), *official.casefold().split(), *forms_of(country_of(official))}
    if goods := product_words.product(plain):
        found |= {f"product:{goods.code}", *goods.label.casefold().split()}
    return frozenset(found)
