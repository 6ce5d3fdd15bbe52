"""What the frames found → claims of one record: repeats merged, spans set, names listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.loaders.grammar.agreements import Accord
from kg.loaders.grammar.attribution import Source
from kg.loaders.grammar.build import (
    agreement,
    amount,
    list_companies,
    list_countries,
    list_officials,
    measure,
    names,
    quoted,
    ruling,
    statistic,
    talk,
)
from kg.loaders.grammar.drafts import Draft
from kg.loaders.grammar.facts import Count, Delivered, Judgement
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.measures import Found
from kg.loaders.grammar.reading import Reading
from kg.loaders.grammar.talks import Meeting
from kg.model import codes
from kg.model.claims import CompanyRole, Delivery, Pledge, Product
from kg.model.record import Agency, Record, Report

__all__ = ["Claims", "is_outlet"]


@cache
def _outlets() -> frozenset[str]:
    return frozenset(words("outlets")["names"])


def is_outlet(name: str) -> bool:
    """Whether a step of an attribution is a medium."""
    return name in _outlets()


@dataclass(slots=True)
class Claims:
    """The claims of one article as they gather, sentence by sentence."""

    pledges: list[tuple[Draft, Source]] = field(default_factory=list)
    measures: list[tuple[Found, Source]] = field(default_factory=list)
    talks: list[tuple[Meeting, Source]] = field(default_factory=list)
    accords: list[tuple[Accord, Source]] = field(default_factory=list)
    counts: list[tuple[Count, Source]] = field(default_factory=list)
    rulings: list[tuple[Judgement, Source]] = field(default_factory=list)
    delivered: list[tuple[Delivered, Source]] = field(default_factory=list)

    def add_pledges(self, found: Iterable[Draft], source: Source) -> None:
        """Add pledges; one that only takes up an earlier one completes it."""
        for draft in found:
            same = next((old for old, _ in reversed(self.pledges) if _same_pledge(old, draft)), None)
            if same is None:
                if draft.figures or not draft.follows or not self.pledges:
                    self.pledges.append((draft, source))
            else:
                _complete(same, draft)

    def sign_last(self) -> None:
        """The pledge told last is signed, where it was only said or agreed."""
        if self.pledges and self.pledges[-1][0].status in ("announced", "agreed"):
            self.pledges[-1][0].status = "signed"

    def add_to_last(self, extra: Draft | None) -> None:
        """Complete the pledge told last with what a sentence about "the plan" adds."""
        if extra is not None and self.pledges:
            last = self.pledges[-1][0]
            if extra.figures:
                money = codes.currencies()
                if extra.figures[0].unit not in money:
                    told = {(each.unit, each.recurrence) for each in last.figures}
                    if last.kind == "purchase" and (extra.figures[0].unit, extra.figures[0].recurrence) not in told:
                        last.figures = [*last.figures, *extra.figures]
                    return
                if not any(each.unit in money for each in last.figures) and last.kind in (
                    "purchase",
                    "investment",
                    "loan",
                    "other",
                ):
                    last.figures = [*last.figures, *extra.figures]
                return
            role = {"purchase": "supplier", "investment": "investee"}.get(last.kind)
            extra.companies = [
                (name, group, role if name else own, example) for name, group, own, example in extra.companies
            ]
            _complete(last, extra)

    def add_measures(self, found: Iterable[Found], source: Source) -> None:
        """Add measures; the same one told again completes the first."""
        for each in found:
            same = next((old for old, _ in self.measures if _same_measure(old, each)), None)
            if same is None and each.again and self.measures and self.measures[-1][0].imposer == each.imposer:
                same = self.measures[-1][0]
            if same is None:
                self.measures.append((each, source))
            else:
                same.rate, same.before = same.rate or each.rate, same.before or each.before
                same.products = same.products or each.products
                same.effective = same.effective or each.effective
                same.ends = same.ends or each.ends
                same.targets = each.targets if same.targets == ["ALL"] else same.targets

    def add_meetings(self, found: Iterable[Meeting], source: Source, topics: Sequence[str]) -> None:
        """Add talks; "ongoing talks" of the same sides are no second meeting, and a list of topics goes to the last."""
        listed = list(found)
        for each in listed:
            same = next((old for old, _ in self.talks if _same_meeting(old, each)), None)
            if same is None:
                self.talks.append((each, source))
            else:
                _complete_meeting(same, each)
        if topics and not listed and self.talks:
            last = self.talks[-1][0]
            last.topics = last.topics or list(topics)

    def add_round(self, number: int | None) -> None:
        """The round of the talks told last, where a sentence of its own tells it."""
        if number is not None and self.talks and self.talks[-1][0].round is None:
            self.talks[-1][0].round = number

    def add_accords(self, found: Iterable[Accord], source: Source) -> None:
        """Add agreements, one for each pair of sides and date; a later mention may only add a date."""
        for each in found:
            same = next((old for old, _ in self.accords if _same_accord(old, each)), None)
            if same is None:
                self.accords.append((each, source))
            else:
                same.date = same.date or each.date

    def add_statistics(self, found: Iterable[Count], source: Source) -> None:
        """Add figures not yet told."""
        known = {(old.indicator, old.reporter, old.value, old.unit) for old, _ in self.counts}
        self.counts += [
            (each, source) for each in found if (each.indicator, each.reporter, each.value, each.unit) not in known
        ]

    def add_rulings(self, found: Iterable[Judgement], source: Source) -> None:
        """Add rulings, one for each court and date."""
        known = {(old.court, old.date) for old, _ in self.rulings}
        self.rulings += [(each, source) for each in found if (each.court, each.date) not in known]

    def add_deliveries(self, found: Iterable[Delivered], source: Source) -> None:
        """Add deliveries."""
        self.delivered += [(each, source) for each in found]

    def record(self, reading: Reading, report: Report) -> Record:
        """The finished record."""
        officials = list_officials(reading)
        full = {each.name.split()[-1]: each.name for each in officials}
        for meeting, _ in self.talks:
            meeting.officials = sorted({full.get(name.split()[-1], name) for name in meeting.officials})
        for accord, _ in self.accords:
            accord.officials = sorted({full.get(name.split()[-1], name) for name in accord.officials})
        self._drop_titles()
        self._drop_concluded()
        pledges = self._pledges(reading, full)
        deliveries = self._deliveries(reading, pledges)
        agencies = {each.text for sentence in reading.sentences for each in sentence.names if each.kind == "agency"}
        return Record(
            report=report,
            pledges=tuple(pledges),
            measures=tuple(measure(each, source) for each, source in self.measures),
            talks=tuple(talk(each, source) for each, source in self.talks),
            agreements=tuple(agreement(each, source) for each, source in self.accords),
            rulings=tuple(ruling(each, source) for each, source in self.rulings),
            deliveries=tuple(deliveries),
            officials=officials,
            companies=list_companies(reading, agencies),
            agencies=tuple(Agency(name=name) for name in sorted(agencies)),
            countries=list_countries(reading),
            statistics=tuple(statistic(each, source, reading.text) for each, source in self.counts),
        )

    def _drop_concluded(self) -> None:
        """Leave out talks without round, date or place whose sides the text tells to have come to an agreement."""
        made = [set(accord.parties) for accord, _ in self.accords if accord.status in ("agreed", "signed", "in_force")]
        self.talks = [
            (each, source)
            for each, source in self.talks
            if each.round or each.date or each.place or each.firm or set(each.parties) not in made
        ]

    def _drop_titles(self) -> None:
        """Leave out measures of a headline that the text below tells with their rates."""
        self.measures = [
            (each, source)
            for each, source in self.measures
            if not (
                each.sentence.title
                and each.rate is None
                and any(_tells_more(other, each) for other, _ in self.measures)
            )
        ]

    def _pledges(self, reading: Reading, full: dict[str, str]) -> list[Pledge]:
        """Pledges with ids where a part or delivery needs one to point to."""
        out: list[Pledge] = []
        whole: str | None = None
        needs = {n for n, (draft, _) in enumerate(self.pledges) if draft.part}
        for n, (draft, source) in enumerate(self.pledges):
            named = (n + 1 in needs and not draft.part) or bool(self.delivered)
            own = f"pledge-{n + 1}" if named else None
            if not draft.part:
                whole = own
            spans = tuple((each.start, each.end) for each in draft.figures)
            people = sorted({full.get(name.split()[-1], name) for name in _doers(draft)})
            out.append(
                Pledge(
                    **quoted(draft.sentence, source),
                    id=own,
                    pledgers=tuple(draft.pledgers),
                    recipients=tuple(draft.recipients),
                    kind=draft.kind,
                    status=draft.status,
                    commitment_words=draft.wording,
                    officials=tuple(people),
                    amounts=tuple(amount(each, reading.text) for each in draft.figures),
                    part_of=whole if draft.part else None,
                    products=tuple(Product(name=name) for name in names(draft.products)),
                    companies=tuple(
                        CompanyRole(name=name, group=group, role=role, example=example)
                        for name, group, role, example in draft.companies
                    ),
                    spans={"amounts": spans} if spans else {},
                )
            )
        return out

    def _deliveries(self, reading: Reading, pledges: list[Pledge]) -> list[Delivery]:
        """Deliveries, each to the pledge of the same side; without one in the text it tells one."""
        out: list[Delivery] = []
        for n, (each, source) in enumerate(self.delivered):
            target = next(
                (pledge for pledge in pledges if each.pledger in pledge.pledgers and pledge.kind == "purchase"), None
            )
            if target is None and not each.promised:
                continue  # what was once bought is no pledge
            if target is None:
                status = "delivered" if each.full else "partly_delivered"
                target = Pledge(
                    **quoted(each.sentence, source),
                    id=f"delivered-{n + 1}",
                    pledgers=(each.pledger,),
                    recipients=each.recipients,
                    kind="investment" if each.stage == "disbursed" else "purchase",
                    status=status,
                )
                pledges.append(target)
            spans = tuple((figure.start, figure.end) for figure in each.figures)
            out.append(
                Delivery(
                    **quoted(each.sentence, source),
                    pledge=target.id or "",
                    stage=each.stage,
                    amounts=tuple(amount(figure, reading.text) for figure in each.figures),
                    spans={"amounts": spans} if spans else {},
                )
            )
        return out


def _doers(draft: Draft) -> set[str]:
    """Office holders who act for a side of the pledge, by country."""
    sides = {*draft.pledgers, *draft.recipients}
    return {each.text for each in draft.sentence.names if each.kind == "person" and each.code in sides}


def _same_pledge(old: Draft, new: Draft) -> bool:
    """Whether a pledge is told again: same sides and kind, and no other figure."""
    if old.pledgers != new.pledgers or old.kind != new.kind or new.part or old.part:
        return False
    sides = not new.recipients or not old.recipients or set(new.recipients) & set(old.recipients)
    if not sides:
        return False
    if not new.figures:
        goods = {each.code or each.text for each in new.products}
        known = {each.code or each.text for each in old.products}
        return new.follows or not goods or not known or bool(goods & known)
    key = {(each.unit, each.value, each.high) for each in old.figures}
    return any((each.unit, each.value, each.high) in key for each in new.figures)


_FIRMER = ("considering", "proposed", "announced", "agreed", "signed")


def _complete(old: Draft, new: Draft) -> None:
    if old.sentence.title and {old.status, new.status} <= set(_FIRMER):
        old.status = max(old.status, new.status, key=_FIRMER.index)  # the text is more exact than its headline
    known = {name or group for name, group, _, _ in old.companies}
    old.companies += [
        each for each in new.companies if (each[0] or each[1]) not in known and each[0] not in old.pledgers
    ]
    old.recipients = old.recipients or new.recipients
    old.products = old.products or new.products
    if not old.figures:
        old.figures, old.sentence = new.figures, new.sentence if new.figures else old.sentence


def _same_measure(old: Found, new: Found) -> bool:
    if (old.kind, old.imposer) != (new.kind, new.imposer):
        return False
    if old.rate and new.rate and old.rate.value != new.rate.value:
        return False
    one, two = {each.code for each in old.products}, {each.code for each in new.products}
    if new.sentence.lead and one != two:
        return False  # each line of a list tells its own
    if old.action != new.action and not (old.rate and new.rate and one == two):
        return False
    return (not one or not two or one == two) and (old.targets == new.targets or "ALL" in (*old.targets, *new.targets))


def _tells_more(other: Found, title: Found) -> bool:
    """Whether a measure of the text is the one a headline tells without its rate, with fewer words."""
    if other.rate is None or other.imposer != title.imposer:
        return False
    shared = {good.code for good in other.products} & {good.code for good in title.products}
    return bool(shared) if other.kind == title.kind else not title.products and other.action == title.action


def _same_accord(old: Accord, new: Accord) -> bool:
    """Whether an agreement is told again: the same sides, and no other date."""
    return (old.parties, old.earlier) == (new.parties, new.earlier) and (
        old.date == new.date or not (old.date and new.date)
    )


def _same_meeting(old: Meeting, new: Meeting) -> bool:
    if not set(old.parties) & set(new.parties) or (old.round and new.round and old.round != new.round):
        return False
    if old.date and new.date and old.date != new.date:
        return False
    return old.parties == new.parties or not (old.firm and new.firm)


def _complete_meeting(old: Meeting, new: Meeting) -> None:
    if new.firm and not old.firm:
        old.sentence, old.parties, old.firm = new.sentence, new.parties, True
    old.round = old.round or new.round
    old.date = old.date or new.date
    old.place = old.place or new.place
    old.officials = sorted({*old.officials, *new.officials})
    old.topics = old.topics or new.topics
