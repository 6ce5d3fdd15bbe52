"""What the companies of a side promised themselves, where a question asks for these and not for the state."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.asking.bearers import country_in
from kg.asking.besides import left_of
from kg.asking.part import Part
from kg.asking.taken import Taken, without
from kg.asking.word_lists import listed, word_lists
from kg.model import codes, product_words
from kg.model.iris import mint
from kg.model.phrases import listed as listed_words
from kg.model.phrases import with_article
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, countries_in, quoted
from kg.questions.beside import ONE_BY_ONE, firms_pledging
from kg.questions.catalogue import QUESTIONS, taken_by
from kg.store.embedded import Store

__all__ = ["but_some", "by_firms", "each_firm", "of_own_firms", "of_the_state"]

_QUOTED = 2  # sentences quoted; more are counted

_OfSides = list[tuple[dict[str, str], list[str]]]  # the filters of each side, with its companies

# they choose among what somebody promised
_CHOOSING = ("novelty", "status", "binding", "instrument", "due", "since", "until")


def each_firm(part: Part, filters: Mapping[str, str]) -> list[dict[str, str]]:
    """The filters of each of the companies that a text compares, towards whom another side is that it names."""
    if part.found.company not in part.compared:
        return []
    towards = {"recipient": filters["pledger"]} if country_in(filters.get("pledger", "")) else {}
    held = without(filters, "company", "pledger")
    return [{**towards, **held, "pledger": firm} for firm in part.compared]


def _told(firms: Sequence[str]) -> str:
    """Companies as words are read as them; of one that it is the only one."""
    return ", ".join(firms) if firms[1:] else word_lists()["firms"]["only"].format(firm=firms[0])


def of_the_state(store: Store, part: Part, taken: Taken) -> Taken:
    """What a country promised, where companies of it are asked for that promised nothing; which is told."""
    side = taken.filters.get("pledger") or taken.filters.get("country", "")
    if side not in part.found.parties:
        return replace(taken, unread=tuple(word for word in part.words if word.casefold() in listed("firms")))
    part.weighed = [*part.weighed, *listed("firms")]
    texts = _unnamed(store, taken, side)
    said = word_lists()["firms"]["unnamed" if texts else "none"]
    return replace(taken, instead_of=said.format(side=with_article(side), texts=listed_words(texts, _QUOTED)))


def _unnamed(store: Store, taken: Taken, side: str) -> list[str]:
    """The sentences of reports of what a country promised that tell of companies of it, or a group of these."""
    code = codes.code(Reader(store, "latest", {"pledger": side}).filters["pledger"])
    own = Reader(store, "latest", {**taken_by("pledges", taken.filters), "pledger": side})
    claims = (claim for iri, _ in own.events() for claim in Sources.of(store).claims(iri))
    telling = [claim for claim in claims if code in _homes_told(claim)]
    return list(dict.fromkeys(quoted(claim) for claim in telling if claim.claim.evidence))


def _homes_told(claim: Statement) -> set[str]:
    """Of which countries or blocs a claim tells of companies without naming them."""
    groups = (each.group for each in getattr(claim.claim, "companies", ()) if each.group)
    found = re.findall(word_lists()["firms"]["told"], claim.claim.evidence or "")
    return {code for text in (*groups, *found) for code in countries_in(text)}


def _firms_of(store: Store, filters: Mapping[str, str]) -> list[str]:
    """The companies of the side asked for, or of each of several, that promised something themselves."""
    sides = [{**filters, "pledger": side} for side in filters.get("pledger", "").split(",") if side]
    sides = sides or [dict(filters)]
    among = (Reader(store, "latest", dict(held)) for held in sides)
    firms = ((reader, iri) for reader in among for iri in firms_pledging(reader))
    return [reader.label(iri) for reader, iri in firms if iri.startswith(mint("company", ""))]


def of_own_firms(store: Store, filters: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The filters with the companies of the side that promised such; if none did, those that promised it otherwise.

    Of what is told as announced before it is no answer that a country's companies promised nothing: they did, not so.
    Who builds ships promised something of shipbuilding.
    """
    held = dict(filters)
    if firms := _firms_of(store, held):
        return held, firms
    if firms := _firms_of(store, without(held, *_CHOOSING)):
        return held, firms
    goods = product_words.product(held["product"]) if "product" in held else None
    for wider in sorted(codes.broader(goods.iri)) if goods else ():
        if firms := _firms_of(store, {**held, "product": codes.label(wider)}):
            return {**held, "product": codes.label(wider)}, firms
    return held, []


def but_some(store: Store, part: Part, taken: Taken, firms: _OfSides) -> tuple[Taken, _OfSides]:
    """The companies of each side without those that a text leaves out; where none is left these, which is told."""
    left = [(held, left_of(store, part, names)) for held, names in firms]
    if any(names for _, names in left):
        return taken, left
    sides = [with_article(held["pledger"]) for held, _ in firms if "pledger" in held]
    told = {"names": listed_words(part.besides, len(part.besides)), "side": listed_words(sides, len(sides))}
    return replace(taken, instead_of=word_lists()["firms"]["besides"].format(**told)), firms


def by_firms(taken: Taken, firms: _OfSides, *, apart: bool) -> tuple[Taken, list[dict[str, str]]]:
    """What each of a few companies promised, instead of what their country did; of more what each comes to.

    That is told of a few as well, but where each is asked of `apart`.
    Given are the filters of each side with its companies; of a side of which none promised, what it promised itself.
    """
    every = [firm for _, names in firms for firm in names]
    asked = taken.filters.get("product", "")
    goods = {held["product"] for held, names in firms if names and "product" in held} - {asked}
    taken = replace(taken, corrected=(*taken.corrected, *((asked, each) for each in sorted(goods) if asked)))
    summed = taken.filters.keys() <= {*QUESTIONS["totals"].filters, "country"}
    if "saying" in taken.filters or (len(every) > ONE_BY_ONE and not summed):
        return taken, [{**held, "pledger": ", ".join(names)} for held, names in firms if names]  # no sum says that
    if len(every) < 2 or (len(every) <= ONE_BY_ONE and apart):
        of_sides = [dict(held) for held, names in firms if not names]
        each = [(without(held, "country"), names) for held, names in firms]
        whose = ((held.get("pledger") or held.get("country", ""), held.get("company"), names) for held, names in firms)
        read = (
            (word_lists()["firms"]["of"].format(side=side), _told(names))
            for side, company, names in whose
            if side and names and [company] != names  # one that the text names is not told as the only one
        )
        return replace(taken, corrected=(*taken.corrected, *read)), [
            *({**held, "pledger": firm} for held, names in each for firm in names),
            *of_sides,
        ]
    sides = ("pledger", "country") if len(firms) > 1 else ("pledger",)
    held = without(taken_by("totals", taken.filters), *sides)
    return replace(taken, question="totals"), [{**held, "compare": ", ".join(every)}]
