"""Pages over many pledges: who promises whom, how all moved, and what was delivered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from math import cos, pi, sin

from kg.model import codes, dates
from kg.model.phrases import with_article
from kg.questions.came_of import COUNTED
from kg.questions.said import status_of
from kg.view.answers import Answers, Row, pair_of, ranked
from kg.view.delivered import counts
from kg.view.lanes import Lanes
from kg.view.layout import BELOW, LEFT, RIGHT
from kg.view.page_model import Edge, Node, Page, Ref, Section
from kg.view.wording import count, count_kind, joined, rounded, some

__all__ = ["delivery", "overview", "timeline"]

_TIMELINE = 60  # pledges, those that most origins tell of
_SUMMED = 12  # pairs whose amounts are added up
_WIDE, _HIGH = 420.0, 230.0  # half the picture of who promises whom, in layout units


def overview(answers: Answers) -> Page:
    """Countries and blocs: all pledges of one to another as one line."""
    sides = {item.label: item for kind in ("bloc", "country") for item in codes.scheme(kind).values()}
    met: Counter[tuple[str, str]] = Counter()
    told: set[str] = set()
    kinds: dict[tuple[str, str], Counter[str]] = {}
    for row in answers.ask("pledges"):
        for way in {(a, b) for a in row["pledgers"] for b in row["recipients"] if a in sides and b in sides and a != b}:
            met[way] += 1
            told.add(str(row["pledge"]))
            kinds.setdefault(way, Counter())[row["kind"]] += 1
    order = sorted(met, key=lambda way: (-met[way], way))
    sums = {way: _sum(answers, *(sides[name].iri for name in way)) for way in order[:_SUMMED]}
    rows = tuple(
        (
            Ref(f"{giver} to {taker}", pair_of(answers, giver, taker)),
            f"{met[giver, taker]:,}",
            some([count_kind(number, kind) for kind, number in kinds[giver, taker].most_common()], 4),
            rounded(sums.get((giver, taker), "")) or None,
        )
        for giver, taker in order
    )
    names = sorted({name for way in met for name in way})
    weight = Counter({name: sum(number for way, number in met.items() if name in way) for name in names})
    iris = {name: sides[name].iri for name in names}
    nodes = _around(answers, weight, iris)
    edges = tuple(
        Edge(
            iris[giver], iris[taker], count(met[giver, taker], "pledge"), weight=float(met[giver, taker]),
            text=", ".join(count_kind(number, kind) for kind, number in kinds[giver, taker].most_common()),
        )
        for giver, taker in order
    )  # fmt: skip
    inside, ties = _inside(answers, iris)
    ends = sorted({min(met.values(), default=0), max(met.values(), default=0)} - {0})
    samples = tuple((float(number), count(number, "pledge")) for number in ends)
    text = (
        f"Amounts are added up for the {_SUMMED} with most pledges: as claimed, parts counted once, without amounts a "
        "year, what is only considered, and what is over. A pledge made or received by several stands in several rows.",
    )
    columns = ("From and to", "Pledges", "Of which kind", "In dollars")
    table = Section("From whom to whom", text, columns, rows)
    lead = f"{count(len(told), 'pledge')} between {count(len(names), 'country or bloc', 'countries and blocs')}."
    taken = Counter({name: sum(number for (_, taker), number in met.items() if taker == name) for name in names})
    if taken:
        first, most = min(taken.items(), key=lambda item: (-item[1], item[0]))
        lead += f" {most:,} {'is' if most == 1 else 'are'} made to {with_article(first)}."
    if companies := len(answers.ask("pledges")) - len(told):
        lead += f" {count(companies, 'further pledge')} {'is' if companies == 1 else 'are'} made by or to companies."
    sections = (table,) if rows else ()
    footer = answers.about
    return Page(
        "Pledges between countries", lead, sections, (*nodes, *inside), (*edges, *ties), footer=footer, graph_after=0,
        wider="more pledges", samples=samples,
    )  # fmt: skip


def _inside(answers: Answers, iris: Mapping[str, str]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The pledges between sides, each folded into the first who makes it, with lines from all who do."""
    nodes, edges = [], []
    for row in ranked(answers.ask("pledges")):
        givers, takers = ([iris[name] for name in row[end] if name in iris] for end in ("pledgers", "recipients"))
        if not givers or not set(takers) - set(givers):
            continue
        iri, status = str(row["pledge"]), status_of(row)
        amount = "; ".join(str(item["text"]) for item in row["amounts"][:2])
        day = dates.say(row["last_reported"]) if row["last_reported"] else ""
        text = f"To {joined([with_article(name) for name in row['recipients']])}."
        nodes.append(Node(iri, str(row["label"]), "Pledge", text, status, amount, day, within=givers[0]))
        edges += [Edge(giver, iri, "promises", status) for giver in givers]
    return tuple(nodes), tuple(edges)


def _around(answers: Answers, weight: Counter[str], iris: Mapping[str, str]) -> tuple[Node, ...]:
    """The side that most pledges touch in the middle, the others around it, by name."""
    order = sorted(weight, key=lambda name: (-weight[name], name))
    ring, nodes = sorted(order[1:]), []
    for name in order:
        turn = 2 * pi * ring.index(name) / len(ring) if name in ring else 0.0
        x, y = (_WIDE * sin(turn), -_HIGH * cos(turn)) if name in ring else (0.0, 0.0)
        *_, kind, code = iris[name].split("/")
        about = count(weight[name], "pledge")
        side = BELOW if abs(x) < 1 and y >= 0 else RIGHT if x > -1 else LEFT
        nodes.append(
            Node(
                iris[name],
                name,
                kind.capitalize(),
                amount=about,
                x=x,
                y=y,
                letter=code,
                side=side,
                also=answers.other_names(iris[name]),
            )
        )
    return tuple(nodes)


def _sum(answers: Answers, giver: str, taker: str) -> str:
    rows = answers.ask("totals", pledger=giver, recipient=taker)
    return next((str(row["usd"]) for row in rows if row["part"] == "sum in USD" and row["recurrence"] == "total"), "")


def timeline(answers: Answers) -> Page:
    """How pledges moved, one row a pledge, those first told in one year on one line of days; the latest year first."""
    dated = {str(row["pledge"]) for row in answers.moves() if row["valid_from"]}
    shown = ranked(row for row in answers.ask("pledges") if row["pledge"] in dated)[:_TIMELINE]
    sections: list[Section] = []
    for year, rows in groupby(sorted(shown, key=_year, reverse=True), key=_year):
        told = list(rows)
        sections += Lanes(answers, told).pledges(f"First told in {year}", told, known=True)
    lead = (
        f"The {count(len(shown), 'pledge')} that most origins tell of, of {len(dated):,} with a day. A status is drawn "
        "from the day on which it is said to hold. Where reports differ, a weaker word that as many of them tell "
        "counts, unless the text or who promises tells more; how many say what stands beside it."
    )
    return Page("How pledges moved", lead, tuple(sections), footer=answers.about)


def _year(row: Row) -> str:
    return str(row["first_reported"])[:4] if row["first_reported"] else "no known year"


def delivery(answers: Answers) -> Page:
    """What was promised and what became of it: counted where it can be, and why not where it cannot."""
    counted = [row for row in answers.ask("delivery") if row["phase"] in COUNTED]
    by_pledge = [list(rows) for _, rows in groupby(sorted(counted, key=_of), key=_of)]
    by_pledge.sort(key=lambda rows: (not any(row["share"] for row in rows), rows[0]["pledge_label"]))
    sections = [section for rows in by_pledge for section in _counts(answers, rows)]
    pledges = {row["pledge"] for row in counted}
    measurable = {row["pledge"] for row in counted if row["share"]}
    lead = (
        f"Reports count what became of {count(len(pledges), 'pledge')}; {len(measurable):,} of them can be held "
        "against a figure that was promised. Of all others no report tells a count."
    )
    return Page("Promised and delivered", lead, tuple(sections), footer=answers.about)


def _of(row: Row) -> str:
    return str(row["pledge"])


def _counts(answers: Answers, rows: Sequence[Row]) -> list[Section]:
    pledge = answers.ref(_of(rows[0]))
    return counts(answers, rows, pledge.text, pledge.to)
