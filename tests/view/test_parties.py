"""Pages of companies, countries, pairs, and the surveys: each says what the questions say, drawn on one scale."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small import records
from worlds import empty, loaded, told

from kg.derive import loading
from kg.model import codes
from kg.model.errors import InputError, UnknownName
from kg.query.names import current, resolve
from kg.questions.catalogue import ask
from kg.store.embedded import Store
from kg.view.answers import Answers
from kg.view.lanes import Lanes
from kg.view.page import render
from kg.view.page_model import Fold, Link, Node, Page, Ref, Section, Strip
from kg.view.view import KINDS, made, view


def filled() -> Store:
    store = empty()
    loading.load(store, records())
    return store


@pytest.fixture(scope="module")
def small() -> Store:
    return filled()


NAMES = {
    "pledge": ("chips",),
    "company": ("Nvidia",),
    "country": ("Japan",),
    "pair": ("Japan", "USA"),
    "tariff": ("USA", "Japan"),
    "official": ("Lutnick",),
    "product": ("chips",),
    "sparql": ("CONSTRUCT { ?p trade:pledger ?c ; rdfs:label ?l } { ?p trade:pledger ?c ; rdfs:label ?l }",),
}


def _section(page: Page, heading: str) -> Section:
    return next(section for section in page.sections if section.heading == heading)


def _strips(page: Page) -> list[Strip]:
    return [cell for section in page.sections for row in section.rows for cell in row if isinstance(cell, Strip)]


@pytest.mark.parametrize("what", KINDS)
def test_a_page_alone_is_the_page_among_many(small: Store, what: str) -> None:
    """Asked for one thing or for everything, the questions give the same page."""
    named = zip(NAMES.get(what, ()), KINDS[what].of, strict=True)
    given = [text if kind == "query" else resolve(small, text, kind) for text, kind in named]
    assert made(Answers(small, whole=True), what, *given).html == view(small, what, *NAMES.get(what, ())).html


@pytest.mark.parametrize("what", [name for name, kind in KINDS.items() if not kind.of])
def test_an_empty_graph_has_its_pages(what: str) -> None:
    """With nothing loaded each page says so with noughts and has no broken part."""
    assert "<h1>" in view(empty(), what).html


@pytest.mark.parametrize("what", KINDS)
def test_strips_stay_inside_their_column(small: Store, what: str) -> None:
    """Every mark stands between nought and a hundred per cent, begins before it ends, and is told in words."""
    for strip in _strips(view(small, what, *NAMES.get(what, ())).page):
        assert strip.text
        for mark in strip.marks:
            assert 0 <= mark.at <= 100
            assert mark.shape not in ("bar", "open", "whisker") or mark.at <= mark.to <= 100


def test_a_company_says_what_it_gains_from_and_how_surely(small: Store) -> None:
    """Nvidia's page has the pledge that names it, the words for how surely, and the figure of such pledges."""
    page = view(small, "company", "Nvidia").page
    rows = _section(page, "What reports say it gains from").rows
    told = [row for row in Answers(small).ask("exposure", company="Nvidia") if row["basis"] == "named"]
    assert len(rows) == len(told) == int(page.figures[0][0])
    assert ("could gain sales", "mentioned as an example") in {row[1:3] for row in rows}
    for row in rows:
        links, fold = row[4]  # type: ignore[misc, str-unpack]
        assert all(isinstance(link, Link) and link.href for link in links)  # type: ignore[union-attr]
        assert isinstance(fold, Fold)


def test_two_sides_face_one_another(small: Store) -> None:
    """A pair's page tells apart what each promised, whichever is named first."""
    one, other = (view(small, "pair", *names).page for names in (("Japan", "USA"), ("USA", "Japan")))
    assert one.title == "Japan and the United States"
    there = _section(one, "Japan promised the United States")
    assert there.rows == _section(other, "Japan promised the United States").rows
    assert any(isinstance(row[0], Ref) and "chips" in row[0].text for row in there.rows)


def test_a_side_says_which_companies_gain(small: Store) -> None:
    """Pages of countries and pairs name who gains from their pledges, how surely, and lead to the pledges."""
    for page in (view(small, "country", "Japan").page, view(small, "pair", "Japan", "USA").page):
        (row,) = _section(page, "Which companies gain").rows
        assert (row[0].text, row[1]) == ("Nvidia", "mentioned as an example")  # type: ignore[union-attr]
        assert "chips" in str(row[2])


def test_one_none_and_all_are_said_as_such(small: Store) -> None:
    """A single pledge is no "pledges", nought measures are none, and what all pledges share is said of all."""
    japan, pair = view(small, "country", "Japan").page, view(small, "pair", "Japan", "USA").page
    assert japan.lead == (
        "Reports tell of 1 pledge made by Japan and of none made to it. It took no trade measure; of others' measures "
        "none bears on it."
    )
    assert japan.figures[:2] == (("1", "pledge made"), ("0", "pledges received"))
    assert pair.figures[0] == ("1", "pledge of Japan")
    assert view(small, "country", "USA").page.lead.startswith("Reports tell of no pledge made by the United States and")
    kinds = {row[2] for row in _section(view(small, "overview").page, "From whom to whom").rows}
    assert ("1 purchase",) in kinds


def test_a_long_lane_shows_what_most_origins_tell_of(small: Store) -> None:
    """The rows that most origins tell of stay in sight, by day; the others are folded and counted."""
    answers = Answers(small, whole=True)
    (talks,) = answers.ask("talks")
    many = [{**talks, "date": [f"2025-07-{day:02}"], "origins": ["x"] * day} for day in range(1, 31)]
    shown, rest = Lanes(answers, (), (), many).talks("Talks", many)
    assert [row[0] for row in shown.rows] == [(f"2025-07-{day:02}",) for day in range(19, 31)]
    assert "The 12 of 30 that most origins tell of" in shown.text[0]
    assert (rest.folded, len(rest.rows)) == (True, 18)


def test_talks_that_were_not_held_are_not_drawn_as_held(small: Store) -> None:
    """What was planned or called off says so beside its day, and has a look of its own; so does a call."""
    answers = Answers(small, whole=True)
    (talks,) = answers.ask("talks")
    sorts = [("held", "meeting"), ("planned", "meeting"), ("called off", "meeting"), ("held", "call")]
    rows = [{**talks, "date": ["2025-07-25"], "held": held, "form": form} for held, form in sorts]
    (section,) = Lanes(answers, (), (), rows).talks("Talks", rows)
    told = [(row[0], {mark.look for mark in row[1].marks}) for row in section.rows]  # type: ignore[union-attr]
    assert told == [
        (("2025-07-25",), {""}),
        (("2025-07-25", "planned"), {"proposed"}),
        (("2025-07-25", "called off"), {"denied"}),
        (("2025-07-25", "by phone"), {""}),
    ]


def test_a_course_is_drawn_from_its_days(small: Store) -> None:
    """A dated pledge is a bar by status, one without a day a dashed ring."""
    page = view(small, "country", "Japan").page
    (row,) = [row for row in _section(page, "What Japan promised").rows if "chips" in str(row[0])]
    assert isinstance(row[1], Strip)
    assert {mark.shape for mark in row[1].marks} == {"bar", "open"}
    assert {mark.look for mark in row[1].marks} <= set(codes.scheme("status"))


def test_a_timeline_tells_since_when_a_pledge_is_known(small: Store) -> None:
    """Beside how a pledge stands is the day of the first report of it, which need not be the day it holds from."""
    page = view(small, "timeline").page
    (section,) = [item for item in page.sections if item.heading == "First told in 2025"]
    assert section.columns[3] == "First told"
    told = {row["pledge"]: row["first_reported"] for row in Answers(small).ask("pledges")}
    assert {row[0].to: row[3] for row in section.rows}.items() <= told.items()  # type: ignore[union-attr]


def test_every_kind_is_the_same_bytes_whatever_the_hash_seed() -> None:
    """Nothing on any page hangs on the order of a set."""
    code = (
        "import hashlib, runpy, sys; m = runpy.run_path(sys.argv[1]); store, names = m['filled'](), m['NAMES'];"
        "pages = {what: m['view'](store, what, *names.get(what, ())).html for what in m['KINDS']};"
        "print({what: hashlib.sha256(text.encode()).hexdigest() for what, text in pages.items()})"
    )
    here = Path(__file__)
    where = {"PYTHONPATH": f"{here.parents[2]}:{here.parents[1]}"}
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, here],
            env={**where, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for seed in "137"
    ]  # fmt: skip
    made = {run.communicate()[0] for run in runs}
    assert len(made) == 1
    assert made.pop().count(":") == len(KINDS)


def test_names_are_counted_and_known(small: Store) -> None:
    """A view says how many names it takes, and refuses one that nobody knows."""
    with pytest.raises(InputError, match="takes a country and a country"):
        view(small, "pair", "Japan")
    with pytest.raises(InputError, match="takes no name"):
        view(small, "home", "Japan")
    with pytest.raises(UnknownName):
        view(small, "company", "Nobody & Sons Unlimited")


def test_a_query_is_drawn(small: Store) -> None:
    """Things of a CONSTRUCT are nodes under their labels; SELECTs and too many nodes are refused with a way out."""
    page = view(small, "sparql", *NAMES["sparql"]).page
    assert {"Japan", "South Korea"} <= {node.label for node in page.nodes if node.kind == "Country"}
    assert {edge.label for edge in page.edges} == {"pledger"}
    with pytest.raises(InputError, match="CONSTRUCT or DESCRIBE"):
        view(small, "sparql", "SELECT * { ?s trade:pledger ?o }")
    with pytest.raises(InputError, match=r"20,001 nodes.*kg network"):
        render(Page("Many", "", (), tuple(Node(f"n{i}", "x", "Claim", x=0, y=0) for i in range(20_001))))


def test_a_page_is_of_a_thing_of_its_kind(small: Store) -> None:
    """The address of anything else, a part of a pledge or a country for a company, is refused by name."""
    pledge = resolve(small, "chips", "pledge")
    parts = [iri for iri in small.subjects("event", pledge) if current(small, iri) != pledge]
    japan, nvidia = (resolve(small, name, kind) for name, kind in (("Japan", "country"), ("Nvidia", "company")))
    assert len(parts) > 5
    for what, iri in [*(("pledge", part) for part in parts), ("company", japan), ("country", nvidia)]:
        with pytest.raises(UnknownName, match=f"{iri}' is no {what} in this graph"):
            view(small, what, iri)


def test_each_role_of_a_company_has_its_own_words() -> None:
    """Who is to sell to a project and to be paid for it gains by both, each in the words of its own benefit."""
    both = [{"name": "Nvidia", "role": role} for role in ("supplier", "investee")]
    store = loaded([told("Wire", "2025-05-28", kind="investment", companies=both)])
    verbs = {str(row["verb"]) for row in ask(store, "beneficiaries", basis="named")}
    (section,) = (
        each for each in view(store, "company", "Nvidia").page.sections if each.heading.startswith("What rep")
    )
    assert len(verbs) == 2
    assert {str(row[1]) for row in section.rows} == verbs
