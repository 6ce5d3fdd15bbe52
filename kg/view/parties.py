"""Pages of countries, blocs and companies, and of two sides facing one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.model import codes
from kg.model.phrases import with_article
from kg.questions.benefits.benefit_words import capital
from kg.questions.said import stands, status_of
from kg.view.answers import Answers, Row, firmest, pair_of
from kg.view.chart import Amounts
from kg.view.lanes import Lanes, state_of
from kg.view.page_model import Cell, Fold, Mark, Page, Ref, Section, Strip
from kg.view.wording import OVER, count, figure, joined, left_out, rounded, some, surely, word

__all__ = ["company", "country", "pair"]

_PARTNERS = 20
_ALL = "all countries"  # as a target, by its label
_GAINING = 6  # companies on the page of a side
_WHY = "Why, and who says so"
_ENDED = (*OVER, "suspended")


def pair(answers: Answers, one: str, other: str) -> Page:
    """Two sides: what each promised the other, what measures each took, and when they talked."""
    first, second = answers.reader.label(one), answers.reader.label(other)
    here, yonder = with_article(first), with_article(second)
    there, back = _promised(answers, first, second), _promised(answers, second, first)
    hits, returns = _imposed(answers, first, second), _imposed(answers, second, first)
    talks = [row for row in answers.ask("talks") if {first, second} <= set(row["parties"])]
    lanes = Lanes(answers, [*there, *back], [*hits, *returns], talks)
    sums = _sums(answers, ((one, other, there), (other, one, back)))
    sections = [
        *_gaining(answers, [*there, *back]),
        *_drawn(answers, sums),
        *lanes.pledges(f"{capital(here)} promised {yonder}", there),
        *lanes.pledges(f"{capital(yonder)} promised {here}", back),
        *lanes.measures(f"Measures of {here} on {yonder}", hits, other),
        *lanes.measures(f"Measures of {yonder} on {here}", returns, one),
        *lanes.talks("Talks", talks),
    ]
    sections += _further(answers, (one, other, hits), (other, one, returns))
    figures = (
        figure(len(there), f"pledge of {here}", f"pledges of {here}"),
        figure(len(back), f"pledge of {yonder}", f"pledges of {yonder}"),
        figure(len(hits) + len(returns), "measure against one another", "measures against one another"),
        figure(
            sum(row["held"] == "held" and row["form"] != "call" for row in talks), "round of talks", "rounds of talks"
        ),
    )
    lead = (
        f"By what reports say, {here} {_promises(there, sums, one)} to {yonder}, and {yonder} "
        f"{_promises(back, sums, other)} to {here}. "
        "Sums are of what still stands and gives an amount, as claimed, not as delivered."
    )
    title = f"{capital(here)} and {yonder}"
    return Page(title, lead, tuple(sections), figures=figures, footer=answers.about)


def _further(answers: Answers, *ways: tuple[str, str, Sequence[Row]]) -> list[Section]:
    """The pages of each side, and of its tariffs on the other."""
    rows: list[tuple[Cell, ...]] = []
    for one, other, measures in ways:
        rows.append(("All pledges and measures", Ref(answers.reader.label(one), one)))
        if any("tariff" in row["kind"] for row in measures):
            rows.append(("Tariffs by day", Ref(tariff_title(answers, one, other), f"tariff {one} {other}")))
    return [Section("More on these two", (), (), tuple(rows))]


def tariff_title(answers: Answers, imposer: str, target: str) -> str:
    """What the page of one side's tariffs on another's goods is called."""
    one, other = (with_article(answers.reader.label(iri)) for iri in (imposer, target))
    return f"Tariffs of {one} on {other}"


def _promised(answers: Answers, giver: str, taker: str) -> list[Row]:
    return [row for row in answers.ask("pledges") if giver in row["pledgers"] and taker in row["recipients"]]


def _imposed(answers: Answers, imposer: str, target: str) -> list[Row]:
    return [row for row in answers.ask("measures") if imposer in row["imposers"] and target in row["targets"]]


_Sums = dict[tuple[str, str], Row]  # giver and taker → the row of what their pledges add up to


def _sums(answers: Answers, ways: Iterable[tuple[str, str, Sequence[Row]]]) -> _Sums:
    """What each side's pledges to the other add up to in dollars."""
    found: _Sums = {}
    for giver, taker, rows in ways:
        sums = answers.ask("totals", pledger=giver, recipient=taker) if rows else ()
        total = [row for row in sums if row["part"] == "sum in USD" and row["recurrence"] == "total"]
        if total:
            found[giver, taker] = total[0]
    return found


def _promises(rows: Sequence[Row], sums: _Sums, giver: str) -> str:
    """`made 42 pledges, which come to at least $631bn,`; none is said."""
    come = "which comes to" if len(rows) == 1 else "which come to"
    worth = next((f", {come} {rounded(str(row['usd']))}," for (one, _), row in sums.items() if one == giver), "")
    return f"made {count(len(rows), 'pledge', none='none')}{worth}"


def _drawn(answers: Answers, sums: _Sums) -> list[Section]:
    if not sums:
        return []
    scale = Amounts("USD", [row["usd_high"] or row["usd_low"] for row in sums.values()])
    drawn = tuple(
        (
            _way(answers, giver, taker),
            scale.bar(str(row["usd"]), row["usd_low"], row["usd_high"], "announced"),
            rounded(str(row["usd"])),
        )
        for (giver, taker), row in sums.items()
    )
    text = "Pledges that still stand, parts of others counted once; as claimed, not as delivered."
    beside = [told for (giver, taker) in sums if (told := _not_added(answers, giver, taker))]
    return [
        Section("What it adds up to, in dollars", (text, *beside), ("From and to", scale.axis, "Adds up to"), drawn)
    ]


def _not_added(answers: Answers, giver: str, taker: str) -> str:
    """What stands beside a sum and is not in it: sums a year and of other units, and pledges left out, by why."""
    rows = answers.ask("totals", pledger=giver, recipient=taker)
    yearly = [rounded(str(row["usd"])) for row in rows if row["part"] == "sum in USD" and row["recurrence"] != "total"]
    counted = [
        str(row["text"])
        for row in rows
        if row["part"] == "sum" and row["unit"] not in codes.currencies() and row["unit"] != "unit"
    ]
    out = {(str(row["pledge"]), left_out(str(row["reason"]))): None for row in rows if row["part"] == "left out"}
    out |= {(str(row["pledge"]), left_out("no value")): None for row in rows if row["part"] == "no value"}
    left = [f"{number} {why}" for why, number in sorted(Counter(why for _, why in out).items())]
    told = [f"beside the sum stand {joined([*yearly, *counted])}"] if yearly or counted else []
    told += [f"not in the sum: {joined(left)}"] if left else []
    return f"{_way(answers, giver, taker)}: {'; '.join(told)}." if told else ""


def _way(answers: Answers, giver: str, taker: str) -> str:
    """Whose pledges to whom."""
    return f"{capital(with_article(answers.reader.label(giver)))} to {with_article(answers.reader.label(taker))}"


def country(answers: Answers, iri: str) -> Page:
    """A country or bloc: what it promised and was promised, with whom, and the measures it took and met."""
    name = answers.reader.label(iri)
    the = with_article(name)
    made = [row for row in answers.ask("pledges") if name in row["pledgers"]]
    received = [row for row in answers.ask("pledges") if name in row["recipients"]]
    took = [row for row in answers.ask("measures") if name in row["imposers"]]
    met = [row for row in answers.ask("measures") if name in row["targets"]]
    lanes = Lanes(answers, [*made, *received], [*took, *met])
    sections = [
        *_gaining(answers, [*made, *received]),
        *_partners(answers, name, [made, received], [took, met]),
        *lanes.pledges(f"What {the} promised", made),
        *lanes.pledges(f"What {the} was promised", received),
        *lanes.measures(f"Measures {the} took", took),
        *lanes.measures(f"Measures {the} met", met, iri),
    ]
    figures = (
        figure(len(made), "pledge made", "pledges made"),
        figure(len(received), "pledge received", "pledges received"),
        figure(len(took), "measure taken", "measures taken"),
        figure(len(met), "measure met", "measures met"),
    )
    taken = count(len(took), "trade measure", none="no trade measure")
    lead = (
        f"Reports tell of {count(len(made), 'pledge', none='no pledge')} made by {the}"
        f"{_mostly(made, 'recipients', 'to', name)} and of {count(len(received), 'pledge', none='none')} made to it"
        f"{_mostly(received, 'pledgers', 'by', name)}. It took {taken}; of others' measures "
        f"{f'{len(met):,}' if met else 'none'} {'bear' if len(met) > 1 else 'bears'} on it."
    )
    return Page(name, lead, tuple(sections), figures=figures, footer=answers.about)


def _mostly(rows: Sequence[Row], end: str, word_: str, name: str) -> str:
    """With whom most of some pledges are: ` (40 to the United States)`; nothing where no side stands out."""
    met = Counter(other for row in rows for other in row[end] if other != name)
    first = min(met, key=lambda other: (-met[other], other), default=None)
    if not first or met[first] < 2:
        return ""
    return f" ({'all' if met[first] == len(rows) else f'{met[first]:,}'} {word_} {with_article(first)})"


def _gaining(answers: Answers, pledges: Iterable[Row]) -> list[Section]:
    """Which companies reports name as gaining from some pledges, those with most of them first."""
    gains: dict[str, list[Row]] = {}
    for iri in sorted({str(row["pledge"]) for row in pledges}):
        for row in answers.of("beneficiaries", iri):
            if row["basis"] == "named" and row["direction"] == "benefits" and answers.is_company(str(row["company"])):
                gains.setdefault(str(row["company"]), []).append(row)
    order = sorted(gains, key=lambda iri: (-len({row["pledge"] for row in gains[iri]}), gains[iri][0]["company_label"]))
    rows = []
    for iri in order[:_GAINING]:
        firm = firmest(gains[iri])
        refs = [answers.ref(str(row["pledge"])) for row in firm]
        rows.append(
            (Ref(str(firm[0]["company_label"]), iri), surely(firm[0]["strength"]), some(list(dict.fromkeys(refs)), 2))
        )
    many = len(order)
    text = f"The {_GAINING} of {many} companies named with most pledges." if many > _GAINING else ""
    columns = ("Company", "How surely, at most", "From which pledges")
    return [Section("Which companies gain", (text,) if text else (), columns, tuple(rows))] if rows else []


def _partners(
    answers: Answers, name: str, pledges: Sequence[Sequence[Row]], measures: Sequence[Sequence[Row]]
) -> list[Section]:
    """With whom there are most pledges, made and received, and measures, taken and met; leading to pages of both."""
    ends = ("recipients", "pledgers", "targets", "imposers")
    told = [
        Counter(other for row in rows for other in row[end] if other not in (name, _ALL))
        for rows, end in zip((*pledges, *measures), ends, strict=True)
    ]
    to, by, on, from_ = told
    met = sorted({*to, *by, *on, *from_}, key=lambda other: (-to[other] - by[other], -on[other] - from_[other], other))
    rows = tuple(
        (Ref(other, pair_of(answers, name, other)), *(str(held[other]) if held[other] else None for held in told))
        for other in met
    )
    the = capital(with_article(name))
    columns = ("With", f"{the} promised", f"{the} was promised", "Measures taken", "Measures met")
    first, rest = rows[:_PARTNERS], rows[_PARTNERS:]
    made = [Section("With whom", (), columns, first)] if first else []
    return [*made, Section("With whom, continued", (), columns, rest, folded=True)] if rest else made


def company(answers: Answers, iri: str) -> Page:
    """A company: which pledges it gains or loses from, how firmly, why; and which measures reach it."""
    name = answers.reader.label(iri)
    rows = answers.of("exposure", iri, by="subject", filtered="company")
    pledges = [row for row in rows if row["event_kind"] == "pledge"]
    measures = [row for row in rows if row["event_kind"] == "measure"]
    gains = [row for row in pledges if row["direction"] == "benefits" and row["basis"] == "named"]
    losses = [row for row in pledges if row["direction"] == "harmed"]
    inferred = [row for row in pledges if row["direction"] == "benefits" and row["basis"] == "inferred"]
    held = {str(row["event"]): status_of(answers.pledges[str(row["event"])]) for row in gains}
    signed = [row for row in gains if held[str(row["event"])] in ("signed", "in_force")]
    figures = (
        figure(
            len({row["event"] for row in gains}),
            "pledge in which reports name it as gaining",
            "pledges in which reports name it as gaining",
        ),
        (f"{len({row['event'] for row in signed}):,}", "of them signed or in force"),
        (f"{len({row['event'] for row in inferred}):,}", "more from which it could gain, by inference"),
        figure(len({row["event"] for row in measures}), "measure that reaches it", "measures that reach it"),
    )
    benefits = answers.of("beneficiaries", iri, by="company", filtered="company")
    means = {_tie(row, "pledge"): str(row["verb"]) for row in benefits}
    sections = [
        *_exposed(answers, "What reports say it gains from", gains, means),
        *_exposed(answers, "What it is said or inferred to lose from", losses, means),
        *_exposed(answers, "What it could gain from, by inference", inferred, means),
        *_firmness(gains, held),
        *_measures(answers, measures),
    ]
    firm, many = len({row["event"] for row in signed}), len({row["event"] for row in gains})
    part = f", of which {firm:,} {'is' if firm == 1 else 'are'} signed or in force" if firm else ""
    lead = (
        f"{name} is named as gaining from {count(many, 'pledge')}{part}. One may hold another, so nothing is added up."
    )
    return Page(name, lead, tuple(sections), figures=figures, footer=answers.about)


def _firmness(rows: Sequence[Row], stands: Mapping[str, str]) -> list[Section]:
    """How firmly it is tied, one bar a strength, parted by how far the pledges have come."""
    met: dict[str, Counter[str]] = {}
    for row in rows:
        met.setdefault(str(row["strength"]), Counter())[stands[str(row["event"])]] += 1
    if not rows:
        return []
    order = [code for code, item in sorted(codes.scheme("status").items(), key=lambda pair: pair[1].rank or 0)]
    most = max(sum(found.values()) for found in met.values())
    drawn = []
    for strength in sorted(met, key=lambda code: -(codes.concept("strength", code).rank or 0)):
        marks, at, found = [], 2.0, met[strength]
        for status in sorted(found, key=lambda code: (code in _ENDED, -order.index(code) if code in order else 0)):
            wide = found[status] / most * 96
            marks.append(Mark("bar", round(at, 2), round(at + wide, 2), status))
            at += wide
        words = ", ".join(f"{number} {word(status) or 'unclear'}" for status, number in found.items())
        drawn.append((surely(strength), Strip(words, tuple(marks)), f"{sum(found.values()):,}"))
    legend = tuple(code for code in order if any(code in found for found in met.values()))
    axis = Strip(f"0 to {most}", (Mark("text", 2.0, text="0"), Mark("text", 98.0, text=f"{most:,}")))
    return [Section("How firmly, in figures", (), ("Tied to the pledge", axis, "Pledges"), tuple(drawn), legend=legend)]


_Tie = tuple[str, ...]


def _tie(row: Row, event: str) -> _Tie:
    """What tells one benefit of a company from its others by the same pledge: it may sell and run the works."""
    return tuple(str(row[name]) for name in (event, "basis", "direction", "strength", "because"))


def _exposed(answers: Answers, heading: str, rows: Sequence[Row], means: Mapping[_Tie, str]) -> list[Section]:
    order = sorted(
        rows,
        key=lambda row: (
            -(codes.concept("strength", row["strength"]).rank or 0),
            -len(row["origins"]),
            row["event_label"],
        ),
    )
    made = tuple(
        (
            answers.ref(str(row["event"]), str(row["event_label"])),
            means.get(_tie(row, "event")),
            surely(row["strength"]),
            stands(answers.pledges[str(row["event"])]),
            _why(answers, row),
        )
        for row in order
    )
    columns, long = ("Pledge", "What it means for it", "How surely", "Status", _WHY), len(made) > _PARTNERS
    return [Section(heading, (), columns, made, listed=long, facets=(1, 2, 3) if long else ())] if made else []


def _why(answers: Answers, row: Row) -> Cell:
    """The reason of an inference; of what reports say the reports, and how they put it when a reader asks."""
    reason = str(row["because"])
    return reason if row["basis"] == "inferred" else (answers.cite(row["reports"]), Fold("In which words", reason))


def _measures(answers: Answers, rows: Sequence[Row]) -> list[Section]:
    made = tuple(
        (
            str(row["event_label"]),
            {"benefits": "helps it", "harmed": "hurts it"}.get(str(row["direction"]), "not said which way"),
            _measured(answers, str(row["event"])),
            answers.cite(row["reports"]) if row["basis"] == "named" else str(row["because"]),
        )
        for row in rows
    )
    return [Section("Measures that reach it", (), ("Measure", "Which way", "Status", _WHY), made)] if made else []


def _measured(answers: Answers, measure: str) -> str:
    """What a measure is on the day of the last report, in the words that every other page has for it."""
    row = answers.measures.get(measure)
    return state_of(answers, row) if row else "unclear"
