"""The first page: what the graph holds, what moved lately, the largest, the most disputed, and everything as lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.model import codes
from kg.questions.brief import brief
from kg.questions.said import stands, status_of, topic, value
from kg.view.answers import Answers, Row, companies, firmest, ranked, shortly
from kg.view.chart import Amounts
from kg.view.page_model import Cell, Page, Ref, Section
from kg.view.style import statuses_in
from kg.view.wording import of_kind, rounded, some, surely, word

__all__ = ["home"]

_FEW = 8  # rows of what leads to more
_GRADES = ("announced", "agreed", "signed", "in_force")


def home(answers: Answers) -> Page:
    """The page that all others are reached from."""
    pledges = answers.ask("pledges")
    gaining = {row["company"] for row in _named(answers) if row["direction"] == "benefits"}
    disputed = [row for row in pledges if row["contested"]]
    figures = (
        *((f"{row['pledges']:,}", name) for name, row in _distinct(answers)),
        (f"{answers.reports:,}", "reports behind them"),
        (f"{len(gaining):,}", "companies named as gaining"),
    )
    return Page(
        title="Who promised what to whom, and which companies gain",
        lead="Trade pledges as reports tell them: each figure with who says so, each company with the reason why it is "
        "said to gain. Where reports differ, all of them are shown.",
        sections=tuple(
            section
            for section in (
                _gaining(answers),
                _lately(answers),
                _largest(answers),
                _firmness(answers),
                _contested(answers, disputed),
                *_lists(answers),
            )
            if section.rows
        ),
        figures=figures,
        footer=answers.about,
    )


def _named(answers: Answers) -> list[Row]:
    """The benefits of companies that reports name: those who gain beside them are groups without a name."""
    return [row for row in answers.ask("beneficiaries", basis="named") if answers.is_company(str(row["company"]))]


def _distinct(answers: Answers) -> Iterator[tuple[str, Row]]:
    """The counts of `kg ask overview` that stand on top, with what each is of."""
    for row in answers.ask("overview"):
        if name := _COUNTS.get((str(row["part"]), str(row["name"]))):
            yield name.format(**row), row


_COUNTS = {
    (
        "pledges",
        "distinct, at the top",
    ): "pledges that stand alone; {of:,} with their parts, older versions and ended ones",
    ("share", "are disputed on the status"): "of these on whose status reports disagree",
}


def _gaining(answers: Answers) -> Section:
    found = brief(answers.ask("beneficiaries", basis="named"), answers.ask("pledges"), _FEW)
    rows = tuple(
        (
            answers.ref(str(row["pledge"])),
            some(names, 4),
            surely(row["strength"]),
            stands(answers.pledges[row["pledge"]]),
        )
        for row in found
        if row["pledged_by"] == "countries" and (names := _companies(answers, row))
    )
    text = ("Countries' pledges, those first in which a company is tied most firmly to what was promised.",)
    return Section("Which companies gain", text, ("Pledge", "Companies named", "How surely", "Status"), rows)


def _companies(answers: Answers, row: Row) -> list[Ref]:
    """The companies of a row of `brief`, the firmest first; who is tied less firmly than the row says has it behind."""
    found: dict[str, Ref] = {}
    for held in firmest(answers.of("beneficiaries", str(row["pledge"]))):
        iri, name = str(held["company"]), str(held["company_label"])
        if held["basis"] == "named" and answers.is_company(iri):
            weaker = "" if held["strength"] == row["strength"] else f" ({surely(held['strength'])})"
            found.setdefault(iri, Ref(f"{name}{weaker}", iri))
    return list(found.values())


def _lately(answers: Answers) -> Section:
    # what an older report tells, and later ones bore out, is no news of the day on which they did
    dated = (row for row in answers.moves() if row["known_from"] and row["valid_from"])
    moved = [row for row in dated if str(row["source"]).endswith(f", {row['known_from']}")]
    moved.sort(key=lambda row: (str(row["known_from"]), str(row["valid_from"]), row["pledge_label"]), reverse=True)
    latest: dict[str, Row] = {}
    for row in moved:
        latest.setdefault(str(row["pledge"]), row)
    rows = tuple(
        (
            str(row["known_from"]),
            answers.ref(str(row["pledge"])),
            word(row["status"]),
            answers.source(row),
            stands(answers.pledges[str(row["pledge"])]),
        )
        for row in list(latest.values())[:_FEW]
    )
    columns = ("Reported", "Pledge", "Reported as", "First by", "Status")
    return Section("What changed lately", (), columns, rows)


def _largest(answers: Answers) -> Section:
    told = [row for row in answers.ask("totals") if row["part"] == "line" and row["usd_low"] is not None]
    told = [row for row in told if row["recurrence"] == "total"]
    alone = {iri for iri, row in answers.pledges.items() if len(row["origins"]) < 2}
    told.sort(key=lambda row: (row["pledge"] in alone, -row["usd_low"], row["pledge_label"]))
    shown = told[:_FEW]
    scale = Amounts("USD", [row["usd_high"] or row["usd_low"] for row in shown])
    drawn = {str(row["pledge"]): status_of(answers.pledges[str(row["pledge"])]) for row in shown}
    rows = tuple(
        (
            answers.ref(str(row["pledge"])),
            scale.bar(str(row["usd"]), row["usd_low"], row["usd_high"], drawn[str(row["pledge"])]),
            _figures(row),
            answers.cite(row["reports"], 2),
        )
        for row in shown
    )
    text = (
        "As claimed, not as delivered; what only one origin tells of comes last. One pledge may hold another, so these "
        "figures do not add up.",
    )
    columns = ("Pledge", scale.axis, "As reported", "Reported by")
    return Section("The largest, in dollars", text, columns, rows, legend=statuses_in(drawn.values()))


def _figures(row: Row) -> Cell:
    """The figure drawn, and those that other reports give."""
    others = some(list(row["rivals"]), 2)
    return (str(row["text"]), f"others say {', '.join(others)}") if others else str(row["text"])


def _firmness(answers: Answers) -> Section:
    sums = []
    for grade in _GRADES:
        found = answers.ask("totals", status=grade)
        sums += [(grade, row) for row in found if row["part"] == "sum in USD" and row["recurrence"] == "total"]
    scale = Amounts("USD", [row["usd_high"] or row["usd_low"] for _, row in sums])
    rows = tuple(
        (word(grade), scale.bar(str(row["usd"]), row["usd_low"], row["usd_high"], grade), rounded(str(row["usd"])))
        for grade, row in sums
    )
    text = (
        "What pledges add up to by how far they have come, parts counted once; “at least” or “more than” where no "
        "report gives an upper end. What was missed, denied or lapsed is not in it, nor is what is only considered. "
        "Where reports differ on how far a pledge has come, it counts under the one step that the ledger settles on.",
    )
    return Section("How firm the money is", text, ("Status", scale.axis, "Adds up to"), rows)


def _contested(answers: Answers, disputed: list[Row]) -> Section:
    order = sorted(disputed, key=lambda row: (-len(row["contested"]), -len(row["origins"]), row["label"]))[:_FEW]
    rows = tuple(
        (
            answers.ref(str(row["pledge"])),
            some(list(map(topic, row["contested"])), 4),
            _values(answers, str(row["pledge"])),
        )
        for row in order
    )
    return Section("The most disputed", (), ("Pledge", "Reports differ on", "What they say"), rows)


def _values(answers: Answers, pledge: str) -> Cell:
    held = Counter(
        {
            (row["field"], value(row["field"], str(row["value"]))): len(row["reports"])
            for row in answers.of("conflicts", pledge)
            if row["field"] in ("amount", "status")
        }
    )
    order = sorted(held.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    return some([shortly(told, f" ({number:,})") for (_, told), number in order], 4) or None


def _lists(answers: Answers) -> Iterator[Section]:
    pledges = ranked(answers.ask("pledges"))
    benefits: dict[str, list[Row]] = {}
    tied: dict[Ref, set[str]] = {}
    for row in _named(answers):
        benefits.setdefault(str(row["pledge"]), []).append(row)
        tied.setdefault(Ref(str(row["company_label"]), str(row["company"])), set()).add(str(row["pledge"]))
    columns = ("Pledge", "Status", "Kind", "Figures", "Companies named", "Last reported", "Reports / origins")
    rows = []
    for row in pledges:
        label, stands, amounts, day, told = answers.listed(row)
        kind = of_kind(row["kind"])
        rows.append((label, stands, kind, amounts, companies(answers, benefits.get(str(row["pledge"]), ())), day, told))
    yield Section("All pledges", (), columns, tuple(rows), listed=True, facets=(1, 2))
    firms = sorted(tied, key=lambda ref: (-len(tied[ref]), ref.text, ref.to))
    rows_of = tuple((ref, str(len(tied[ref]))) for ref in firms)
    yield Section("All companies named", (), ("Company", "Pledges"), rows_of, listed=True)
    met = Counter(name for row in pledges for name in {*row["pledgers"], *row["recipients"]})
    hit = Counter(name for row in answers.ask("measures") for name in {*row["imposers"], *row["targets"]})
    sides = {item.label for kind in ("bloc", "country") for item in codes.scheme(kind).values() if item.code != "ALL"}
    order = sorted((name for name in {*met, *hit} if name in sides), key=lambda name: (-met[name], -hit[name], name))
    yield Section(
        "All countries and blocs",
        (),
        ("Country or bloc", "Pledges", "Measures"),
        tuple((answers.side(name), str(met[name]), str(hit[name])) for name in order),
        listed=True,
    )
    goods = sorted((-len(events), answers.reader.label(iri), iri) for iri, events in answers.goods.items())
    yield Section(
        "All goods",
        (),
        ("Goods", "Pledges and measures"),
        tuple((Ref(label, iri), str(-number)) for number, label, iri in goods),
        listed=True,
    )
    yield Section(
        "All officials",
        (),
        ("Official", "Offices, as far as they are known"),
        tuple(
            (answers.official(name), tuple(held))
            for name, held in sorted(_offices(answers).items() if answers.reports else ())
        ),
        listed=True,
    )


def _offices(answers: Answers) -> dict[str, dict[str, None]]:
    """Official → offices, the earliest first."""
    found: dict[str, dict[str, None]] = {name: {} for name in answers.officials}
    for row in answers.ask("officials"):
        found[str(row["official_label"])][f"{row['office']}, {row['country_label']}"] = None
    return found
