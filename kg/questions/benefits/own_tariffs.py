"""What keeps a seller's goods out of the country that promises to buy them: its own measures, and what it eased."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kg.model import dates
from kg.model.phrases import filled, listed, with_article
from kg.query.reader import Reader
from kg.query.sources import by
from kg.questions.benefits.benefit_words import Said, capital, urls, words
from kg.questions.in_force import against, relief

__all__ = ["own_tariffs"]


def own_tariffs(
    reader: Reader, imposer: str, targets: Sequence[str], goods: Sequence[str], day: date, printed: str
) -> Iterator[Said]:
    """Sentences on one country's measures on goods of some others (all by IRI), as they stood on a day.

    Goods of which the same is told stand together. It is told as it was `printed`: of a report of a month the measure
    is not said to have held on its last day.
    """
    first, last = dates.bounds(printed)
    said = dates.say(printed)
    when = f"{'on' if first == last else 'from' if '/' in printed else 'in'} {said}"
    told: dict[tuple[str, str], list[str]] = {}
    links: dict[tuple[str, str], tuple[str, ...]] = {}
    for each in goods:
        for name, measures, where in _of(reader, imposer, targets, each, day, (when, said)):
            told.setdefault((name, measures), []).append(reader.label(each))
            links[name, measures] = where
    for (name, measures), names in told.items():
        given = {
            "imposer": with_article(reader.label(imposer)),
            "measures": measures,
            "goods": listed(names, len(names)),
        }
        yield Said(capital(filled(words()["but"][name], given)), links[name, measures], imposer)


def _of(
    reader: Reader, imposer: str, targets: Sequence[str], good: str, day: date, when: tuple[str, str]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Of one good: the name of a sentence, the measures it tells and their addresses."""
    found = [each for target in targets for each in against(reader, imposer, target, [good], day)]
    if found:
        texts = (
            filled(
                words()["but"]["in_force" if certain else "not_told"],
                {"measure": label, "when": when[0], "day": when[1], "source": by(acts)},
            )
            for label, certain, acts in found
        )
        yield "against", "; ".join(texts), urls(claim for _, _, acts in found for claim in acts[:1])
    eased = [each for target in targets for each in relief(reader, imposer, target, [good], day)]
    if eased:
        measures = "; ".join(f"“{label}” ({by(acts)})" for label, acts in eased)
        yield "eased", measures, urls(claim for _, acts in eased for claim in acts[:1])
