"""What holds of all benefits of a pledge alike: conditions, that it comes on top, what came of it, silence since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.ledger.figures import Figure, figures, promised
from kg.model import codes
from kg.model.amounts import say
from kg.model.claims import Pledge
from kg.model.phrases import filled
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, cited
from kg.questions.benefit_words import Said, capital, urls, words
from kg.questions.delivery import counted, reached
from kg.questions.given_for import voided
from kg.questions.increases import is_increase, is_told_as_more
from kg.questions.standing import nearest, past, silent, wholes
from kg.questions.ties import inside
from kg.questions.worded import cancelling, earlier, telling_fulfilled
from kg.store.nodes import Values

__all__ = ["around"]

_CONDITIONS = 2  # told in a sentence
_MORE = 4  # one of so many claims that tell of an increase is enough: the others leave it out


def around(reader: Reader, iri: str, pledge: Values) -> list[Said]:
    """The sentences of one pledge."""
    held = _Around(reader)
    more = held.increase(iri) if reader.code(pledge, "kind") == "purchase" else ()
    ends, became = held.cancelling(iri), list(held.became(iri))
    part = held.part_of(iri, became)
    came = [*part, *became, *voided(reader, iri), *ends, *held.silence(iri, pledge)]
    return [*held.conditions(iri), *held.earlier(iri), *more, *came]


class _Around:
    def __init__(self, reader: Reader) -> None:
        self.reader, self.told = reader, Sources.of(reader.store)

    def silence(self, iri: str, pledge: Values) -> Iterator[Said]:
        """That what is told of it lies years back, or bears no date at all."""
        claims = self.told.claims(iri)
        if since := silent(self.reader, pledge):
            yield Said(filled(words()["but"]["silent"], {"day": since}))
        elif day := past(self.reader, claims):
            later = {"later": words()["beside"]["later"] if self.reader.told(pledge)[1] else ""}
            yield Said(filled(words()["but"]["past"], {"day": day, **later}))
        elif not any(claim.day for claim in claims):
            yield Said(words()["but"]["undated"])

    def earlier(self, iri: str) -> Iterator[Said]:
        """That some of it was promised or bought before, in the words of the first that tell it."""
        yield from self._quoted(
            "earlier", (claim for claim in self.told.claims(iri) if earlier(claim.claim.evidence or ""))
        )

    def _quoted(self, name: str, claims: Iterator[Statement], **given: str) -> Iterator[Said]:
        if claim := next(claims, None):
            told = {"text": (claim.claim.evidence or "").rstrip("."), "source": cited([claim])[0]}
            yield Said(filled(words()["but"][name], {**given, **told}), urls([claim]))

    def conditions(self, iri: str) -> Iterator[Said]:
        held: dict[str, Statement] = {}
        for claim in self.told.claims(iri):
            for text in claim.claim.conditions if isinstance(claim.claim, Pledge) else ():
                held.setdefault(text, claim)
        first = dict(list(held.items())[:_CONDITIONS])
        told = [f"{text} ({cited([claim])[0]})" for text, claim in first.items()]
        if told:
            yield Said(filled(words()["but"]["conditions"], {"text": "; ".join(told)}), urls(first.values()))

    def increase(self, iri: str) -> Iterator[Said]:
        """That what a country promises to buy, or the whole that it is part of, comes on top of what it bought."""
        for at in (iri, *wholes(self.reader, iri)):
            own = [claim for claim in self.told.claims(at) if all(map(codes.party, claim.sides[0]))]
            given = [(claim, each) for claim in own for each in getattr(claim.claim, "amounts", ())]
            money = [(claim, each) for claim, each in given if each.unit in codes.currencies()]
            more = [claim for claim, each in money if is_increase(claim, each) and is_told_as_more(claim)]
            if len({*more}) * _MORE >= len({claim for claim, _ in money}) > 0:
                sort = "increase" if at == iri else "increase_whole"
                yield from self._quoted(sort, iter(more), whole=self.reader.label(at))
                return

    def part_of(self, iri: str, became: Sequence[Said]) -> Iterator[Said]:
        """The nearest whole that it is part of and on whose word, where what is told of what became of it has not."""
        for whole in nearest(self.reader, iri):
            if not any(f"“{self.reader.label(whole)}”" in said.sentence for said in became):
                tie = inside(self.reader, iri, whole)
                given = {"whole": self.reader.label(whole), "tie": tie.sentence}
                yield Said(filled(words()["but"]["part_of"], given), tie.urls)

    def _step(self, iri: str, to: str) -> str:
        """How a sentence begins on a whole: on a farther one it goes on from the nearest."""
        return str(words()["beside"]["inside" if to in nearest(self.reader, iri) else "farther"])

    def became(self, iri: str) -> Iterator[Said]:
        """What of it was delivered, else what of the whole that it is part of."""
        above = wholes(self.reader, iri)
        for at in (iri, *above):
            if found := reached(self.reader, at):
                days = str(found["period"] or "").replace("/", " to ")
                given = {
                    "whole": self.reader.label(at),
                    "share": str(found["share"]),
                    "target": str(found["target"]),
                    "beside": words()["beside"]["set"] if found.get("set_beside") else "",
                    "uncounted": "" if counted(self.reader, iri) else words()["beside"]["uncounted"],
                    "stage": words()["stage"][found["stage"]],
                    "period": f"{'from' if ' to ' in days else 'by'} {days}" if days else "",
                    "source": "; ".join(found["said_by"][:2]),
                }
                step = next((each for each in (iri, *above) if each != at and self._is_count(each, found)), None)
                given["part"] = self.reader.label(step) if step else ""
                sort = ("delivered_as" if step == iri else "delivered_in") if step else "delivered_whole"
                to = {"delivered_whole": at, "delivered_in": step}.get(sort) if at != iri else None
                tie = inside(self.reader, iri, to) if to else Said("")
                given |= {"tie": tie.sentence, "it": self._step(iri, to) if to else ""}
                sentence = capital(filled(words()["but"]["delivered" if at == iri else sort], given))
                yield Said(sentence, tuple(dict.fromkeys((*tie.urls, *self._urls(found)))))
                return
        if found := counted(self.reader, iri):
            given = {name: str(found[name] or "") for name in ("amounts", "period")}
            given |= {"open": str(found["not_measurable"] or ""), "target": self._target(iri, found)}
            given |= {"stage": words()["stage"][found["stage"]], "source": "; ".join(found["said_by"][:2])}
            if done := telling_fulfilled(self.told.claims(iri)):
                given |= {"open": "", "done": by(done)}
            yield Said(filled(words()["but"]["counted"], given), (*self._urls(found), *urls(done)))
            return
        for at in above:
            if status := self.reader.status(at, self.reader.node(at), "delivery"):
                named = codes.label(codes.iri("status", status))
                tie = inside(self.reader, iri, at)
                given = {"whole": self.reader.label(at), "status": named, "tie": tie.sentence}
                given["it"] = self._step(iri, at)
                yield Said(filled(words()["but"]["status_whole"], given), tie.urls)
                return

    def cancelling(self, iri: str) -> Iterator[Said]:
        """That its end is asked for, in the words of the first that tell it."""
        asking = (claim for claim in self.told.claims(iri) if cancelling(claim.claim.evidence or ""))
        yield from self._quoted("cancelling", asking)

    def _urls(self, found: Row) -> tuple[str, ...]:
        """Where a count is read."""
        return tuple(
            dict.fromkeys(
                str(url) for iri in found["reports"] if (url := self.reader.first(self.reader.metadata(iri), "url"))
            )
        )

    def _is_count(self, iri: str, found: Row) -> bool:
        """Whether a pledge is itself what was counted: then its share is no progress beyond it."""
        return any(say(item.quantity) in found["amounts"].split("; ") for item in self._figures(iri))

    def _target(self, iri: str, found: Row) -> str:
        """The figure of a pledge in the unit of a count."""
        unit = found["amounts"].split("; ")[0].split(" ")[-1]
        return next((said for item in self._figures(iri) if (said := say(item.quantity)).endswith(f" {unit}")), "")

    def _figures(self, iri: str) -> list[Figure]:
        return promised(figures(self.told.claims(iri)))
