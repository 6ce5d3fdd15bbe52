"""What became of a pledge, or of the whole that it is part of: the count that says most, and that there are more.

Counts are rivals as figures are: one outlet's imports since September and the buyer's own sum since January both stand.
What each says, `delivery` answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.ledger.figures import Figure, figures, promised
from kg.model import codes
from kg.model.amounts import say
from kg.model.phrases import few_told, filled
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, countries_in, quotation
from kg.questions.benefits.benefit_words import Said, capital, urls, words
from kg.questions.benefits.ties import inside
from kg.questions.benefits.worded import telling_fulfilled
from kg.questions.came_of import stage_said
from kg.questions.delivery import counted, counts_of, reached, until
from kg.questions.increases import telling_short
from kg.questions.standing import KEPT, nearest, through, wholes
from kg.store.nodes import Values, expand

__all__ = ["became", "has_come", "uncounted"]

_CITED = 2  # reports named of each
_ORDERED = ("ordered", "contracted")
_CAME = "paid or landed"


def uncounted(reader: Reader, iri: str) -> Row | None:
    """The count that tells of a pledge's delivery without an amount, where no other gives one."""
    rows = counts_of(reader, iri)
    return next(iter(rows), None) if not any(row["amounts"] for row in rows) else None


def has_come(reader: Reader, benefit: Row, pledge: Values) -> bool:
    """Whether some of a pledge has come, where all that is bought is bought of a company, or sold with its goods."""
    sellers = map(str, pledge.get(expand("recipient"), ()))
    sells = benefit["company"] in sellers or through(reader, benefit, pledge)
    if benefit["basis"] != "named" or benefit["role"] != "supplier" or not sells:
        return False
    return any(row["phase"] == _CAME for row in counts_of(reader, benefit["pledge"]))


def became(reader: Reader, iri: str) -> Iterator[Said]:
    """What of a pledge was delivered, else what of the whole that it is part of."""
    held = _Became(reader, iri)
    for at in (iri, *wholes(reader, iri)):
        if (found := reached(reader, at)) and not (at == iri and held.is_itself(found)):
            yield from held.share(at, found)
            return
    if (found := counted(reader, iri)) and not held.is_itself(found):
        yield held.amount(found)
    elif bare := uncounted(reader, iri):
        yield held.bare(bare)
    else:
        yield from held.status()


class _Became:
    def __init__(self, reader: Reader, iri: str) -> None:
        self.reader, self.iri, self.told = reader, iri, Sources.of(reader.store)
        self.above = wholes(reader, iri)

    def share(self, at: str, found: Row) -> Iterator[Said]:
        """The share of a target that was reached, of the pledge or of a whole; not where it is what was counted."""
        if any(self._is_count(each, found) for each in (self.iri, *self.above) if each != at):
            return
        target, own, wider = str(found["target"]), at == self.iri, found.get("set_beside")
        if wider and not own:  # a share of another sum than the one that the part is counted in
            yield from self.status()
            return
        given = {
            "whole": self.reader.label(at),
            "share": str(found["share"]),
            "beside": self._of_increase(at) if wider else "",
            "base": target if wider else "",
            "target": target if own and not wider else "",
            "own": self._own_count(at, found) if own else "",
            "goods": self._narrower(at, found),
            "stage": self._stage(found),
            "period": _over(found),
            "more": self._more() if own else "",
            "source": few_told(found["said_by"], _CITED),
        }
        begins, tie = ("", Said("")) if own else self._begins(at)
        given |= {"tie": tie.sentence, "it": begins}
        sentence = filled(words()["but"]["delivered" if own else "delivered_whole"], given)
        links = tuple(dict.fromkeys((*tie.urls, *self._urls([found]))))
        yield Said(capital(sentence), links, "" if own else at)

    def _own_count(self, at: str, found: Row) -> str:
        """What who promises counts itself, where the share told is by somebody else's count.

        From when it promised on; where it has no such count one that begins before, and that it does.
        """
        parties = {codes.code(str(iri)) for iri in self.reader.node(at).get(expand("pledger"), ())}
        since = (self.reader.told(self.reader.node(at))[0] or "")[:7]
        alike = (row for row in counts_of(self.reader, at) if row["phase"] == found["phase"] and row["amounts"])
        mine = [row for row in alike if not parties.isdisjoint(countries_in(str(row["reporter"] or "")))]
        own = [row for row in mine if str(row["period"] or since) >= since]
        if not mine or found in mine:
            return ""
        last = max(own or mine, key=lambda row: (until(row), str(row["last_told"] or ""), row["amounts"]))
        told = f"{last['amounts']} {self._stage(last)} {_over(last)}".strip()
        older = "" if own else words()["beside"]["older_days"]
        return f"{told} ({few_told(last['said_by'], _CITED)}{older})"

    def is_itself(self, found: Row) -> bool:
        """Whether a count is of orders, where the pledge is a signed order: that is no progress of it."""
        grade = self.reader.status(self.iri, self.reader.node(self.iri), "grade")
        return grade in KEPT and found["stage"] in _ORDERED

    def _stage(self, row: Row) -> str:
        """What was done, as a word: of what is to be bought "paid" is told of what was bought."""
        held = (
            words()["stage_of_purchase"] if self.reader.code(self.reader.node(self.iri), "kind") == "purchase" else {}
        )
        told = stage_said(row)
        return told if told != row["stage"] else str(held.get(told) or words()["stage"][told])

    def _of_increase(self, at: str) -> str:
        """Of a target that includes earlier trade: what reports tell of the increase, in the words of the first."""
        if claim := next(telling_short(self.reader, at), None):
            given = quotation(claim)
            return filled(words()["beside"]["short"], given)
        return ""

    def _more(self) -> str:
        """Where counts of the pledge stand beside the one told: what each says, `delivery` has."""
        return str(words()["beside"]["more_counts"]) if len(counts_of(self.reader, self.iri)) > 1 else ""

    def amount(self, found: Row) -> Said:
        """An amount of which no share is worked out."""
        given = {"amounts": str(found["amounts"]), "period": _over(found)}
        given |= {"target": self._target(found)}
        given |= {"stage": self._stage(found), "source": few_told(found["said_by"], _CITED)}
        given |= {"more": self._more(), "goods": self._narrower(self.iri, found)}
        if done := telling_fulfilled(self.told.claims(self.iri)):
            given |= {"done": by(done)}
        links = (claim.report.url for claim in done if claim.report.url)
        return Said(filled(words()["but"]["counted"], given), tuple(dict.fromkeys((*self._urls([found]), *links))))

    def bare(self, first: Row) -> Said:
        """That something came, in the words of a count that gives no amount."""
        claim = next(
            claim
            for event in self.told.all("Delivery")
            for claim in self.told.claims(event)
            if claim.iri in first["claims"]
        )
        given = {"stage": words()["stage"][first["stage"]], "source": few_told(first["said_by"], _CITED)}
        given["text"] = (claim.claim.evidence or "").rstrip(".")
        return Said(filled(words()["but"]["bare"], given), self._urls([first]))

    def status(self) -> Iterator[Said]:
        """How a whole is told as delivered, without a count, and by whom."""
        for at in self.above:
            status = self.reader.status(at, self.reader.node(at), "delivery")
            if telling := [claim for claim in self.told.claims(at) if status and claim.status == status]:
                begins, tie = self._begins(at)
                given = {"whole": self.reader.label(at), "tie": tie.sentence, "it": begins, "source": by(telling)}
                given["status"] = f"as {codes.label(codes.iri('status', str(status)))}"
                links = tuple(dict.fromkeys((*tie.urls, *urls(telling[:1]))))
                yield Said(filled(words()["but"]["status_whole"], given), links, at)
                return

    def _begins(self, to: str) -> tuple[str, Said]:
        """How a sentence begins on a whole, and on whose word: on a farther one it goes on from a nearer."""
        near = nearest(self.reader, self.iri)
        if to in near:
            return str(words()["beside"]["inside"]), inside(self.reader, self.iri, to)
        nearer = next(iri for iri in near if to in wholes(self.reader, iri))
        begins = filled(words()["beside"]["farther"], {"nearer": self.reader.label(nearer)})
        return begins, inside(self.reader, nearer, to)

    def _narrower(self, at: str, found: Row) -> str:
        """The goods that alone were counted, where more was promised."""
        promised_goods = [str(iri) for iri in self.reader.node(at).get(expand("product"), ())]
        goods = found.get("goods") or ()
        less = goods and any(not any(codes.covers(each, iri) for each in goods) for iri in promised_goods)
        return " and ".join(found["products"]) if less else ""

    def _urls(self, rows: Sequence[Row]) -> tuple[str, ...]:
        """Where counts are read."""
        reports = (iri for row in rows for iri in row["reports"])
        found = (self.reader.first(self.reader.metadata(iri), "url") for iri in reports)
        return tuple(dict.fromkeys(str(url) for url in found if url))

    def _is_count(self, iri: str, found: Row) -> bool:
        """Whether a pledge is itself what was counted: then its share is no progress beyond it."""
        return any(say(item.quantity) in found["amounts"].split("; ") for item in self._figures(iri))

    def _target(self, found: Row) -> str:
        """The figure of the pledge in the unit of a count."""
        unit = found["amounts"].split("; ")[0].split(" ")[-1]
        return next((said for item in self._figures(self.iri) if (said := say(item.quantity)).endswith(f" {unit}")), "")

    def _figures(self, iri: str) -> list[Figure]:
        return promised(figures(self.told.claims(iri)))


def _over(row: Row) -> str:
    """The days of a count, as words behind what was done."""
    days = str(row["period"] or "").replace("/", " to ")
    word = "from" if " to " in days else "by" if days.count("-") > 1 else "in"  # a year or month is counted as a whole
    return f"{word} {days}" if days else ""
