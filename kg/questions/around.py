"""What holds of all benefits of a pledge alike: conditions, that it comes on top, what came of it, silence since."""

from __future__ import annotations

from collections.abc import Iterator

from kg.ledger.figures import Figure, figures, promised
from kg.model import codes
from kg.model.amounts import say
from kg.model.claims import Pledge
from kg.model.phrases import filled
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, cited
from kg.questions.benefit_words import capital, words
from kg.questions.delivery import counted, is_increase, is_told_as_more, reached
from kg.questions.standing import made_long_ago, silent, wholes
from kg.questions.worded import cancelling, fulfilled
from kg.store.nodes import Values

__all__ = ["around"]

_CONDITIONS = 2  # told in a sentence
_MORE = 4  # one of so many claims that tell of an increase is enough: the others leave it out


def around(reader: Reader, iri: str, pledge: Values) -> list[str]:
    """The sentences of one pledge."""
    held = _Around(reader)
    more = held.increase(iri) if reader.code(pledge, "kind") == "purchase" else ()
    silence = []
    if since := silent(reader, pledge):
        silence = [filled(words()["but"]["silent"], {"day": since})]
    elif made := made_long_ago(reader, pledge, held.told.claims(iri)):
        silence = [filled(words()["but"]["undated"], {"day": made})]
    return [*held.conditions(iri), *more, *held.became(iri), *held.cancelling(iri), *silence]


class _Around:
    def __init__(self, reader: Reader) -> None:
        self.reader, self.told = reader, Sources.of(reader.store)

    def conditions(self, iri: str) -> Iterator[str]:
        held: dict[str, Statement] = {}
        for claim in self.told.claims(iri):
            for text in claim.claim.conditions if isinstance(claim.claim, Pledge) else ():
                held.setdefault(text, claim)
        told = [f"{text} ({cited([claim])[0]})" for text, claim in list(held.items())[:_CONDITIONS]]
        if told:
            yield filled(words()["but"]["conditions"], {"text": "; ".join(told)})

    def increase(self, iri: str) -> Iterator[str]:
        """That what a country promises to buy, or the whole that it is part of, comes on top of what it bought."""
        for at in (iri, *wholes(self.reader, iri)):
            own = [claim for claim in self.told.claims(at) if all(map(codes.party, claim.sides[0]))]
            given = [(claim, each) for claim in own for each in getattr(claim.claim, "amounts", ())]
            money = [(claim, each) for claim, each in given if each.unit in codes.currencies()]
            more = [claim for claim, each in money if is_increase(claim, each) and is_told_as_more(claim)]
            if len({*more}) * _MORE >= len({claim for claim, _ in money}) > 0:
                told = {"text": (more[0].claim.evidence or "").rstrip("."), "source": cited(more[:1])[0]}
                yield filled(words()["but"]["increase" if at == iri else "increase_whole"], told)
                return

    def became(self, iri: str) -> Iterator[str]:
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
                    "stage": words()["stage"][found["stage"]],
                    "period": f"{'from' if ' to ' in days else 'by'} {days}" if days else "",
                    "source": "; ".join(found["said_by"][:2]),
                }
                step = next((each for each in (iri, *above) if each != at and self._is_count(each, found)), None)
                given["part"] = self.reader.label(step) if step else ""
                sort = ("delivered_as" if step == iri else "delivered_in") if step else "delivered_whole"
                yield capital(filled(words()["but"]["delivered" if at == iri else sort], given))
                return
        if found := counted(self.reader, iri):
            given = {name: str(found[name] or "") for name in ("amounts", "period")}
            given |= {"open": str(found["not_measurable"] or ""), "target": self._target(iri, found)}
            given |= {"stage": words()["stage"][found["stage"]], "source": "; ".join(found["said_by"][:2])}
            if done := [claim for claim in self.told.claims(iri) if fulfilled(claim.claim.evidence or "")]:
                given |= {"open": "", "done": by(done)}
            yield filled(words()["but"]["counted"], given)
            return
        for at in above:
            if status := self.reader.status(at, self.reader.node(at), "delivery"):
                named = codes.label(codes.iri("status", status))
                yield filled(words()["but"]["status_whole"], {"whole": self.reader.label(at), "status": named})
                return

    def cancelling(self, iri: str) -> Iterator[str]:
        """That its end is asked for, in the words of the first that tell it."""
        if claim := next((each for each in self.told.claims(iri) if cancelling(each.claim.evidence or "")), None):
            told = {"text": (claim.claim.evidence or "").rstrip("."), "source": cited([claim])[0]}
            yield filled(words()["but"]["cancelling"], told)

    def _is_count(self, iri: str, found: Row) -> bool:
        """Whether a pledge is itself what was counted: then its share is no progress beyond it."""
        return any(say(item.quantity) in found["amounts"].split("; ") for item in self._figures(iri))

    def _target(self, iri: str, found: Row) -> str:
        """The figure of a pledge in the unit of a count."""
        unit = found["amounts"].split("; ")[0].split(" ")[-1]
        return next((said for item in self._figures(iri) if (said := say(item.quantity)).endswith(f" {unit}")), "")

    def _figures(self, iri: str) -> list[Figure]:
        return promised(figures(self.told.claims(iri)))
