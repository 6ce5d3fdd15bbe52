"""What a pledge is part of, and which agreements hold it: on whose word, and how these stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.model import dates
from kg.model.phrases import filled
from kg.query.reader import Reader
from kg.query.sources import Sources, quotation
from kg.questions.benefits.also_told import weighing
from kg.questions.benefits.benefit_words import Said, capital, urls, words
from kg.questions.benefits.ties import holds, inside, is_told
from kg.questions.standing import nearest, standing, wholes
from kg.store.nodes import expand

__all__ = ["holding", "named_once", "part_of"]


def part_of(reader: Reader, iri: str, became: Sequence[Said]) -> Iterator[Said]:
    """The nearest wholes that it is part of, each on whose word, where what is told of what became of it has not.

    Behind them farther ones in which some reports count it straight, though others put a nearer one in between.
    That it is one by a decision alone is told of it, and of no whole: no report tells that.
    """
    near = nearest(reader, iri)
    beyond = [whole for whole in wholes(reader, iri) if whole not in near and is_told(reader, iri, "part_of", whole)]
    for whole in (*near, *beyond):
        label = reader.label(whole)
        if not any(f"in “{label}”" in said.sentence for said in became):
            tie = inside(reader, iri, whole)
            counts = reader.store.holds(whole, "a", expand("Pledge"))
            given = {"whole": label, "tie": tie.sentence, "stands": "" if counts else standing(reader, whole)}
            at = whole if is_told(reader, iri, "part_of", whole) else ""
            name = "within" if not counts else "straight" if whole in beyond else "whole"
            yield Said(filled(words()["but"][name], given), tie.urls, at)
        if apart := weighing(label, Sources.of(reader.store).claims(whole)):
            given = {"whole": label, **quotation(apart)}
            yield Said(filled(words()["but"]["sums_apart"], given), urls([apart]), whole)


def holding(reader: Reader, iri: str, told: Sequence[Said]) -> Iterator[Said]:
    """The agreements that hold it, on whose word and how each stands, where no sentence told has them already."""
    deals = {deal: _came_later(reader, deal, iri) for deal in sorted(reader.store.subjects("contains", iri))}
    named = {deal: any(f"“{reader.label(deal)}”" in each.sentence for each in told) for deal in deals}
    before = any(named.values())
    for deal in sorted(deals, key=lambda deal: deals[deal]):
        if not named[deal] and (tie := holds(reader, deal, iri)):
            given = {"deal": reader.label(deal), "stands": standing(reader, deal), "tie": tie.sentence}
            name = "holding" if not deals[deal] else "holding_too" if before else "holding_later"
            yield Said(filled(words()["but"][name], given), tie.urls, deal)
            before = True


def _came_later(reader: Reader, deal: str, pledge: str) -> bool:
    """Whether an agreement is told of only after a pledge was: it repeats what was given before it."""
    began, given = (reader.told(reader.node(iri))[0] for iri in (deal, pledge))
    first, before = dates.earliest(began), dates.latest(given)
    return first is not None and before is not None and first > before


def named_once(reader: Reader, iri: str, told: Iterable[Said]) -> Iterator[Said]:
    """The sentences; of a whole or deal named before without how the pledge stands to it.

    Where it was named last it is "that whole" or "that agreement".
    """
    kinds = {at: reader.store.holds(at, "a", expand("Pledge")) for at in wholes(reader, iri)}
    kinds |= dict.fromkeys(reader.store.subjects("contains", iri), False)
    labels = {reader.label(at): "that_whole" if pledge else "that_deal" for at, pledge in kinds.items()}
    beside, last, known = words()["beside"], "", set[str]()
    for said in told:
        named = [label for label in labels if f"“{label}”" in said.sentence]
        sentence = said.sentence
        for label in filter(known.__contains__, named):
            start, _, rest = sentence.partition(f"“{label}”")
            if rest.startswith(beside["whole"]):
                rest = rest.removeprefix(beside["whole"]).removeprefix(",")
            rest = rest.removeprefix(beside["given"])
            name = beside[labels[label]] if named == [last] else f"“{label}”"
            sentence = capital(f"{start}{name}{rest}")
        last, known = named[0] if len(named) == 1 else "", known | {*named}
        yield said._replace(sentence=sentence)
