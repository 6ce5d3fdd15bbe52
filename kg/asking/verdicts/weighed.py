"""What the first sentence concludes of sides or companies that a text compares, from the answers to each of them.

As far as the rows honestly allow: by how firmly each stands, by how many pledges name each, by the rates each faces,
by sums; of anything else that it cannot be said from these answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.asking.compared_words import is_side_by_side
from kg.asking.taken import Taken, without
from kg.asking.verdicts.compared_deals import deals_compared
from kg.asking.verdicts.verdict import asks_how_firm
from kg.asking.verdicts.verdict_words import words
from kg.asking.word_lists import listed as word_list
from kg.ledger.status import grade_rank
from kg.model import codes, dates
from kg.model.claims import Pledge
from kg.model.phrases import filled, listed, with_article
from kg.query.reader import Reader, Row
from kg.query.sources import Sources
from kg.query.table import Table
from kg.questions.beneficiaries import beneficiaries
from kg.questions.benefits.benefit_words import capital
from kg.questions.beside import pledging_for
from kg.questions.general_rates import Course, course
from kg.questions.promised import binding_told
from kg.questions.ranking import compared_sums
from kg.questions.said import about, answer_words, counted, named, status_of
from kg.store.embedded import Store

__all__ = ["concluded"]

_SIDES = ("pledger", "company", "target", "recipient", "country", "imposer")  # filters of which two values are weighed
_FIRM = "contracted"
_ALWAYS = ("measures", "counterpart")  # of several sides' rates and deals it is told how they differ, asked or not
_NAMED = 6  # sides told one by one


@dataclass(frozen=True, slots=True)
class _Side:
    """One of those that are weighed: its name, how its question is read, the rows that answer it."""

    name: str
    reader: Reader
    rows: Sequence[Row]
    by: str  # the filter in which the sides differ


def concluded(
    store: Store, text: str, answers: Sequence[tuple[Taken, Table]], policy: str | None = None
) -> list[tuple[Taken, Table]]:
    """The answers, the first of them led by the conclusion where a text compares what they are of."""
    answers = _yes_first(_of_one_kind(answers))
    if empty := _nothing_told(store, answers):
        (taken, table), *others = answers
        return [(taken, replace(table, lead=f"{empty} {table.lead}")), *others]
    if not answers or not (_compares(text) or answers[0][0].question in _ALWAYS):
        return [*answers]  # of rates the same sentence tells which is lower
    firm = asks_how_firm(text)
    question = "pledges" if firm else answers[0][0].question
    sides = _weighed(store, [each for each in answers if each[0].question == question], policy or "latest")
    weigh = _WEIGHED.get("firm" if firm else question, _nothing)
    said = weigh(sides) if len(sides) > 1 else ""
    if not said:
        return [*answers]
    (taken, table), *others = answers
    return [(taken, replace(table, lead=f"{capital(said)} {table.lead}")), *others]


def _of_one_kind(answers: Sequence[tuple[Taken, Table]]) -> list[tuple[Taken, Table]]:
    """Without the empty answers on one kind of pledge beside which another kind answers the same question."""
    told = [_but_kind(taken) for taken, table in answers if table.rows]
    return [each for each in answers if each[1].rows or _but_kind(each[0]) not in told]


def _yes_first(answers: Sequence[tuple[Taken, Table]]) -> Sequence[tuple[Taken, Table]]:
    """Of several pledges that words were taken for first those of which it is so: who asks whether means these."""
    if any(taken.question != "conflicts" or "pledge" not in taken.filters for taken, _ in answers):
        return answers
    yes = str(words()["denied"]["own"]).partition(",")[0]
    return sorted(answers, key=lambda each: not each[1].lead.startswith(yes))


def _nothing_told(store: Store, answers: Sequence[tuple[Taken, Table]]) -> str:
    """Where each of several answers to one question is empty, that nothing is told of any of them, in a sentence."""
    asked = [taken for taken, _ in answers]
    names = {name for taken in asked for name in taken.filters}
    differ = [name for name in names if len({taken.filters.get(name) for taken in asked}) > 1]
    alike = len({taken.question for taken in asked}) == 1 == len(differ)
    alike = alike and all(differ[0] in taken.filters for taken in asked)
    if len(asked) < 2 or not alike or any(table.rows or table.coverage == "not covered" for _, table in answers):
        return ""
    readers = [Reader(store, "latest", taken.filters) for taken in asked]
    told, [name] = words()["empty"], differ
    of = about(readers[0], name, *(("direction",) if "direction" in asked[0].filters else ()))
    each = answer_words()["filters"][name].format(
        name=listed([named(reader, name) for reader in readers], _NAMED, " or ")
    )
    way = "harmed" if "direction" in asked[0].filters else asked[0].question
    return str(told.get(way, told["any"]).format(about=" ".join(filter(None, (of, each)))))


def _but_kind(taken: Taken) -> tuple[str, dict[str, str]]:
    return taken.question, without(taken.filters, "kind")


def _compares(text: str) -> bool:
    said = {*re.findall(r"[a-z]+", text.casefold())}
    return bool(said & word_list("comparing")) or not is_side_by_side(text) or asks_how_firm(text)


def _weighed(store: Store, answers: Sequence[tuple[Taken, Table]], policy: str) -> list[_Side]:
    """The answers by the one side in which their filters differ; those of one side, of several kinds, together."""
    held = [{name: taken.filters.get(name, "") for name in _SIDES} for taken, _ in answers]
    differ = [name for name in _SIDES if len({each[name] for each in held}) > 1]
    if len(differ) != 1:
        return []
    found: dict[str, _Side] = {}
    for taken, table in answers:
        name = taken.filters.get(differ[0], "")
        before = found.get(name)
        rows = [*(before.rows if before else ()), *table.rows]
        found[name] = _Side(with_article(name), Reader(store, policy, taken.filters), rows, differ[0])
    return [] if "" in found else [*found.values()]


# --- how firm


def _firmness(sides: Sequence[_Side]) -> str:
    """How the most told pledge of each side stands, on what paper, and whether it binds; which is the firmest."""
    told = words()["firm"]
    main = [(side, row) for side in sides if (row := _most_told(side.rows))]
    silent = [side.name for side in sides if side.name not in {held.name for held, _ in main}]
    if len(main) < len(sides) or len(main) < 2:
        none = filled(told["none"], {"sides": listed(silent, _NAMED, " or ")})
        return f"{none} {_each(main)}" if main else ""
    ranks = {side.name: _rank(row) for side, row in main}
    best = [name for name, rank in ranks.items() if rank == max(ranks.values())]
    given = {"sides": listed(best, _NAMED), "each": _each(main)}
    given["grade"] = _spoken(next(row for side, row in main if side.name == best[0]))
    given["binding"] = "" if any(_bound(side.reader, row) for side, row in main) else told["not_bound"]
    sort = "alike" if len(best) == len(main) else "several" if len(best) > 1 else "firmest"
    return filled(told[sort], given)


def _each(main: Sequence[tuple[_Side, Row]]) -> str:
    """A line a side: `Japan signed (“Japan signed up to …”, memorandum by 1 report; 1 calls it not binding, …)`."""
    told = []
    for side, row in main:
        claims = [each.claim for each in Sources.of(side.reader.store).claims(row["pledge"])]
        papers = Counter(each.instrument for each in claims if isinstance(each, Pledge) and each.instrument)
        paper = listed([f"{_paper(code)} ({number})" for code, number in papers.most_common()], _NAMED)
        given = {"side": side.name, "grade": _spoken(row), "label": str(row["label"]), "paper": paper}
        given["binds"] = binding_told(side.reader, row["pledge"])
        told.append(filled(words()["firm"]["each"], given))
    return f"{'; '.join(told)}."


def _paper(code: str) -> str:
    return codes.label(codes.iri("instrument", code))


def _most_told(rows: Sequence[Row]) -> Row | None:
    """The pledge that most reports tell of, of those that are not over if there are any."""
    return max(rows, key=lambda row: (not row["ending"], len(row["reports"])), default=None)


def _rank(row: Row) -> int:
    return -1 if row["ending"] or not row["grade"] else grade_rank(row["grade"])


def _spoken(row: Row) -> str:
    return status_of(row).replace("_", " ") or str(words()["firm"]["unknown"])


def _bound(reader: Reader, row: Row) -> bool:
    claims = (each.claim for each in Sources.of(reader.store).claims(row["pledge"]))
    return any(isinstance(each, Pledge) and each.binding == "yes" for each in claims)


# --- who gains


def _gains(sides: Sequence[_Side]) -> str:
    """Which company more pledges name, and how many of them are under contract; or by whose pledges one gains more."""
    told = words()["gains"]
    of_one = sides[0].by != "company"  # what its own companies promise counts for each side
    firms = {side.name: _of_firms(side) if of_one and side.by == "pledger" else [] for side in sides}
    held = {side.name: [*side.rows, *firms[side.name]] for side in sides}
    rows = [row for found in held.values() for row in found]
    way = "loses" if rows and all(row["direction"] == "harmed" for row in rows) else "gains"
    numbers = {name: _named(found) for name, found in held.items()}
    ranked = sorted(numbers, key=lambda name: numbers[name], reverse=True)
    first, second = ranked[:2]
    whose = (
        {"who": sides[0].reader.label(sides[0].reader.filters["company"])} if "company" in sides[0].reader.given else {}
    )
    given = {
        "first": first,
        "verb": told[way],
        "names": listed(ranked, _NAMED, " or "),
        "who": told["whoever"],
        **whose,
    }
    given["each"] = listed([_counted(name, numbers[name]) for name in ranked], _NAMED)
    counting = {sides[0].reader.label(row["pledge"]): None for found in firms.values() for row in found}
    given["firms"] = listed([f"“{label}”" for label in counting], _NAMED)
    sort = "none" if not numbers[first][0] else "alike" if numbers[first] == numbers[second] else "more"
    return filled(told[f"{sort}_by" if of_one else sort], given)


def _of_firms(side: _Side) -> list[Row]:
    """The rows that name somebody in what companies of a pledging country promised themselves."""
    firms = [side.reader.label(iri) for iri in pledging_for(side.reader)]
    if not firms:
        return []
    asked = Reader(side.reader.store, side.reader.policy, {**side.reader.given, "pledger": ",".join(firms)})
    known = {row["pledge"] for row in side.rows}
    return [row for row in beneficiaries.rows(asked) if row["basis"] == "named" and row["pledge"] not in known]


def _named(rows: Sequence[Row]) -> tuple[int, int]:
    """How many pledges name it, and how many of them as a contract of its own."""
    named = [row for row in rows if row["basis"] == "named"]
    firm = {row["pledge"] for row in named if row["strength"] == _FIRM}
    return len({row["pledge"] for row in named}), len(firm)


def _counted(name: str, number: tuple[int, int]) -> str:
    given = {"name": name, "pledges": counted(number[0], "pledge") if number[0] else ""}
    given["contracts"] = str(number[1]) if number[1] else ""
    return filled(words()["gains"]["each" if number[0] else "unnamed"], given)


# --- rates and sums


def _rates(sides: Sequence[_Side]) -> str:
    """The rates that each target faces, or faced last, and what each faced before."""
    courses = {side.name: course(side.reader, side.rows) for side in sides}
    last = {name: _last(found) for name, found in courses.items() if found and found.latest}
    if len(last) < len(sides):
        return ""
    before = {name: _before(found) for name, found in courses.items() if found}
    same = len({*last.values()}) == 1
    told = words()["rates"]
    given = {"sides": listed(last, _NAMED), "rate": next(iter(last.values()))}
    given["each"] = listed([f"{name} {rate}" for name, rate in last.items()], _NAMED)
    given["before"] = "; ".join(f"{name} {rate}" for name, rate in before.items() if rate)
    least = {name: min(found.latest[0].row["rate_percent"]) for name, found in courses.items() if found}
    lowest = [name for name, rate in least.items() if rate == min(least.values())]
    given["lowest"] = lowest[0] if len(lowest) == 1 else ""
    return filled(told["alike" if same else "each"], given)


def _last(found: Course) -> str:
    """The rate faced, or the last one with its end where none is told to hold."""
    rate = found.latest[0]
    over = not found.held and not found.unsure and rate.until
    sort = "unsure" if found.unsure else "over" if over else "held"
    return str(words()["rates"][sort].format(rate=rate.percent, until=dates.say(rate.until) if over else ""))


def _before(found: Course) -> str:
    """The rate before the last, with the agreement that it came under, and the one before that."""
    first, second = [*found.earlier[:2], None, None][:2]
    told = words()["rates"]["earlier"]
    given = {"rate": first.percent if first else "", "under": first.under if first else ""}
    return filled(told, {**given, "earlier": second.percent if second else ""}) if first else ""


def _sums(sides: Sequence[_Side]) -> str:
    """Who promised more, or was promised more, by what the pledges by or with each add up to."""
    if any("compare" in side.reader.given for side in sides):
        return ""
    rows = [{**row, "pledger": side.name} for side in sides for row in side.rows if row["part"].startswith("sum")]
    verb = str(words()["sums"]["promises" if sides[0].by == "pledger" else "is_promised"])
    return f"{compared_sums(sides[0].reader, rows, [side.name for side in sides], verb, sides[0].by)}."


def _deals(sides: Sequence[_Side]) -> str:
    """How the deals of several countries differ."""
    if any(side.by != "country" or "ruling" in side.reader.given for side in sides):
        return ""
    return deals_compared([(side.name, side.reader, side.rows) for side in sides], words()["deals"])


def _nothing(_: Sequence[_Side]) -> str:
    return ""


_WEIGHED: Mapping[str, Callable[[Sequence[_Side]], str]] = {
    "firm": _firmness,
    "beneficiaries": _gains,
    "measures": _rates,
    "totals": _sums,
    "counterpart": _deals,
}
