"""What each side gave for what, and what of it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from kg.model import codes
from kg.model.iris import local
from kg.model.phrases import few
from kg.model.statement import Statement, order
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows
from kg.query.sources import Sources, cited, reports_of, speakers
from kg.query.table import Section
from kg.questions.accords import Accords, Fate
from kg.questions.cells import printed
from kg.questions.concession import Concession
from kg.questions.fates import fate as fate_of
from kg.store.nodes import expand

__all__ = ["counterpart"]

_CITED = 3  # reports named in a cell; more are counted
_LIFTED = {"remove"}  # actions of which a ruling took the tariff, and a side gives its end
_FEW = 3  # agreements of which all is told at once


def _by_agreement(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """Of many agreements first each with what became of what was given under it, then all that was given."""
    whole = printed("counterpart", rows)
    held: dict[str, list[Row]] = {}
    for row in rows:
        held.setdefault(row["agreement_label"] or "under no agreement told of", []).append(row)
    if len(held) <= _FEW:
        return (whole,)
    index = tuple(
        {"agreement_label": label, "pledges": _states(told, measures=False), "tariffs_and_the_like": _states(told)}
        for label, told in held.items()
    )
    return Section("", tuple(index[0]), index, fixed=True), replace(whole, heading="What was given")


def _states(rows: Sequence[Row], *, measures: bool = True) -> str:
    """How many pledges, or acts, stand or are gone: "2 stand, 1 replaced"."""
    states = Counter(row["state"].replace("_", " ") for row in rows if ("/measure/" in row["given"]) is measures)
    told = {state: "stand" if state == "stands" and number > 1 else state for state, number in states.items()}
    return ", ".join(f"{number} {told[state]}" for state, number in sorted(states.items()))


@answer(
    "agreement agreement_label given given_label given_by given_for legal_basis state since how why ruling replaced_by"
    " flag words_since said_by reports claims",
    "pledge agreement ruling country partner on",
    printed=_by_agreement,
)
def counterpart(reader: Reader) -> Rows:
    """What each side of an agreement gave for what: on which legal basis, what of it stands, and since when.

    A component that a ruling voids is marked stated (a report says that the ruling voids it) or inferred (same
    legal basis and country). A pledge stands though its counterpart is void; that is a flag. A measure that no ruling
    voids stands as `measures` finds it on the day; not told is whether it took effect.
    """
    on = reader.filters.get("on")
    accords = Accords.of(Sources.of(reader.store), date.fromisoformat(on) if on else None)
    placed: set[tuple[str, str, bool]] = set()
    told_most = sorted(accords.agreements, key=lambda each: (-_told(accords.agreements[each]), each))
    for agreement in told_most:
        deal = _Deal(reader, accords, agreement, accords.agreements[agreement])
        placed |= {part.key for part in deal.parts}
        if deal.asked_for():
            yield from deal.rows()
    if not reader.filters.keys() & {"agreement", "pledge"}:
        yield from _loose(reader, accords, placed)


def _told(parts: Sequence[Concession]) -> int:
    """How many claims tell of what is given under an agreement: the one people mean comes first."""
    return sum(len(part.claims) for part in parts)


def _loose(reader: Reader, accords: Accords, placed: set[tuple[str, str, bool]]) -> Rows:
    """Voided measures that no agreement in the graph contains: given for nothing anybody reports."""
    for event in accords.told.all("Measure") if accords.holdings else ():
        free = tuple(part for part in accords.parts(event) if part.key not in placed)
        deal = _Deal(reader, accords, None, free)
        for part in free:
            if deal.concerns(part) and deal.fates[part].ruling:
                yield deal.row(part)


class _Deal:
    """One agreement, or none, with its components."""

    def __init__(self, reader: Reader, accords: Accords, agreement: str | None, parts: Sequence[Concession]) -> None:
        self.reader, self.accords, self.agreement, self.parts = reader, accords, agreement, parts

    @cached_property
    def fates(self) -> Mapping[Concession, Fate]:
        """What became of each component."""
        return {part: fate_of(self.reader, self.accords, part) for part in self.parts}

    def concerns(self, part: Concession) -> bool:
        """Whether the filters ask for a component that is in no agreement."""
        wanted = self.reader.filters
        sides = part.side | part.towards
        if any(sides.isdisjoint(map(local, wished)) for wished in self._wanted()):
            return False
        return "ruling" not in wanted or self.fates[part].is_by(wanted["ruling"])

    def asked_for(self) -> bool:
        """Whether the filters ask for this agreement."""
        wanted = self.reader.filters
        if wanted.get("agreement", self.agreement) != self.agreement or not self.parts:
            return False
        parties = set(map(str, self._parties()))
        if any(parties.isdisjoint(wished) for wished in self._wanted()):
            return False
        if "ruling" in wanted and not self._is_reached(wanted["ruling"]):
            return False
        return "pledge" not in wanted or bool(self._asked_pledges())

    def _is_reached(self, ruling: str) -> bool:
        """Whether a ruling took something that was given under it, or is told to have ended the agreement itself."""
        return self._is_ended(ruling) or any(fate.is_by(ruling) for fate in self.fates.values())

    def _is_ended(self, ruling: str) -> bool:
        return bool(self.agreement) and self.reader.store.holds(ruling, "voids", self.agreement)

    def _wanted(self) -> Sequence[Sequence[str]]:
        """The sides that the filters ask for; of those of one filter any will do."""
        return [self.reader.sides(name) for name in ("country", "partner") if name in self.reader.filters]

    def _parties(self) -> Iterable[Any]:
        return self.reader.node(self.agreement or "").get(expand("party"), ())

    def _asked_pledges(self) -> list[Concession]:
        """The pledge asked for; where the agreement only contains its umbrella, that one."""
        lines = {*self._umbrellas(self.reader.filters["pledge"])}
        return [part for part in self.parts if part.event in lines]

    def _umbrellas(self, pledge: str) -> Iterator[str]:
        seen, waiting = set[str](), [pledge]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                yield at
                waiting += [str(item) for item in self.reader.node(at).get(expand("partOf"), ())]

    def rows(self) -> Rows:
        """Pledges first, then measures; what is asked for, and what stands against it."""
        asked = local(self.reader.side("country"))
        for part in sorted(
            self._shown(), key=lambda part: (asked not in part.side, part.is_measure, part.label, *part.key)
        ):
            yield self.row(part)

    def _shown(self) -> list[Concession]:
        wanted = self.reader.filters
        if "pledge" in wanted:
            asked = self._asked_pledges()
            return [*asked, *dict.fromkeys(other for part in asked for other in part.against(self.parts))]
        if "ruling" in wanted:
            void = [part for part in self.parts if self.fates[part].is_by(wanted["ruling"])]
            if not void:  # told to have gone as a whole
                return list(self.parts)
            against = dict.fromkeys(other for part in void for other in part.against(self.parts))
            return [*void, *(other for other in against if not other.is_measure)]
        return list(self.parts)

    def row(self, part: Concession) -> Mapping[str, Any]:
        """One component."""
        fate, against = self.fates[part], part.against(self.parts)
        gone = [other for other in against if self.fates[other].state in ("void", "replaced")]
        state, since = fate.state, fate.since
        if not part.is_measure and (ending := self.reader.code(self.reader.node(part.event), "ending")):
            state = ending
        days = [since] if fate.ruling else [self.fates[other].since for other in gone]
        voided_on = min((day for day in days if day), default=None)
        backing = sorted({*fate.claims} or {*part.claims}, key=order)
        return {
            "agreement": self.agreement,
            "agreement_label": self.reader.label(self.agreement) if self.agreement else None,
            "given": part.event,
            "given_label": part.label if fate.ruling or part.actions != _LIFTED else f"lift {part.label}",
            "given_by": _names(part.side),
            "given_for": [f"{', '.join(_names(other.side))}: {other.label}" for other in against],
            "legal_basis": part.printed_basis,
            "state": state,
            "since": since,
            "how": fate.how or None,
            "why": fate.why or None,
            "ruling": fate.ruling,
            "replaced_by": [self._replacing(other) for other in fate.replaced_by],
            "flag": _flag(part, against, gone, self.fates),
            "words_since": self._words(part, voided_on) if voided_on else [],
            "said_by": few(cited(backing), _CITED),
            "reports": reports_of(part.claims),
            "claims": [claim.iri for claim in backing],
        }

    def _replacing(self, part: Concession) -> str:
        """What came in its place, on which law, and since when it holds; where no report tells that, is told of."""
        since = "since" if part.is_dated else "told of since"
        return f"“{self.reader.label(part.event)}” ({part.printed_basis}, {since} {part.since})"

    def _words(self, part: Concession, day: date) -> list[str]:
        """What each side has said of the component and of the agreement after that day, by side and day."""
        about = [*part.claims, *(self.accords.told.claims(self.agreement) if self.agreement else ())]
        sides = part.side | part.towards
        told: dict[tuple[str, str], Statement] = {}
        for statement in sorted(about, key=order):
            if statement.published and statement.published > day and statement.claim.evidence:
                for code in speakers(statement) & sides:
                    told.setdefault((code, statement.claim.evidence), statement)
        return [
            f"{codes.party_label(code)}: {words} ({', '.join(cited([statement]))})"
            for (code, words), statement in sorted(told.items(), key=lambda item: (item[0][0], order(item[1])))
        ]


def _flag(
    part: Concession, against: Sequence[Concession], gone: Sequence[Concession], fates: Mapping[Concession, Fate]
) -> str | None:
    """How much of what a pledge was given for is gone."""
    if part.is_measure or not gone:
        return None
    states = sorted({fates[other].state for other in gone})
    return f"counterpart {' or '.join(states)}: {len(gone)} of {len(against)}"


def _names(party_codes: Iterable[str]) -> list[str]:
    return sorted(map(codes.party_label, party_codes))
