"""What was promised, in a sentence: how many pledges, how firm, what they come to, and which is the largest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.ledger.status import DENIED
from kg.model import codes, dates
from kg.model.amounts import Quantity, rounded, say
from kg.model.claims import Pledge
from kg.model.phrases import filled, sentence_case, with_article
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by
from kg.questions.accords import Accords
from kg.questions.added_up import figures
from kg.questions.beside import firms_of
from kg.questions.due import due, due_in_words
from kg.questions.nesting import Nesting
from kg.questions.pledges import BINDING
from kg.questions.quoted import terms_in_words
from kg.questions.said import about, answer_words, at_most, counted, listed, stands, status_of
from kg.questions.standing import EARLY, KEPT, OPENING
from kg.questions.summed import least
from kg.questions.totals import totals
from kg.questions.whose import deniers, most_often
from kg.store.nodes import expand

__all__ = ["binding_told", "by_worth", "dollars_of", "largest", "novelty_told", "of_their_own", "pledged", "topmost"]

_NONE = "none says"
_LARGEST = 3  # pledges named, the largest first
_DUE = 4  # of so many pledges, the most told first, the sentence tells when they are due
_FEW = 5  # pledges of their own that are told one by one
_PLEDGERS = 6  # named in a sentence; more are counted
_SEVERAL = 2  # statuses of which each is told by name


def pledged(reader: Reader, rows: Sequence[Row]) -> str:
    """How many pledges, how firm, what they come to, which is largest; of one how it stands, whether it binds."""
    if len(rows) == 1:
        row = rows[0]
        told = f"told by {counted(len(row['reports']), 'report')} of {counted(len(row['origins']), 'origin')}"
        day = due_in_words(reader, row["pledge"])
        opening = row["kind"] in OPENING  # whose day is that on which they begin
        until = f". {sentence_case(day)}" if day else "" if opening else f". {answer_words()['due']['none']}"
        whose = most_often(reader, row["pledge"])
        after = listed([f"“{reader.label(iri)}”" for iri in row["replaced_by"]])
        later = f", replaced by or told anew as {after}" if after else ""
        binds, new = binding_told(reader, row["pledge"]), novelty_told(reader, row)
        asked = "Whether it binds" if new or not binds.startswith(_NONE) else "Whether it binds or is new"
        first = f"{terms_in_words(reader, row['pledge'])} {_after_ruling(reader, row)}".strip()
        binds += f"; told as {new}" if new else ""
        return f"{first} “{row['label']}”: {_stands(reader, row)}{later}, {told}{whose}{until}. {asked}: {binds}"
    own, inside, replaced = of_their_own(rows)
    beside = [f"{inside} parts of others among these" if inside > 1 else "1 part of another among these"]
    beside = [*(beside if inside else []), *([f"{replaced} restated or replaced"] if replaced else [])]
    named = len(own) <= _FEW
    firm = _each(reader, rows, own) if named else _firmness(reader, own)
    more = f" (beside {' and '.join(beside)})" if beside else ""
    sums = _sums(reader)
    alone = named and (len(own) > 1 or _leading(reader, rows, own) not in own)
    tail = f"{_worth(sums)}{'' if alone else _largest(reader, rows, sums)}"
    often = sorted(own, key=lambda row: -len(row["reports"]))[:_DUE]
    days = _deadlines(reader, own if "due" in reader.filters else often)
    if "due" in reader.filters:
        firm, days = days if named else f"{days}. {firm}", ""
    tail += f". Due: {days}" if days and not named else ""
    if "novelty" in reader.filters and not named:
        firm = f"most often {_told_so(reader, own)}; {firm}"
    if "binding" in reader.filters and not named:
        each = [f"“{row['label']}” {binding_told(reader, row['pledge'])}" for row in often]
        tail = f". Whether each binds: {listed(each, _DUE)}{tail}"
    by = _by(reader, own)
    asked = about(reader, *(["pledger"] if by else []))
    return f"{counted(len(own), 'pledge')} {by}{asked}{more}: {firm}{tail}"


def _each(reader: Reader, rows: Sequence[Row], own: Sequence[Row]) -> str:
    """A few pledges one by one, that which answers best first, the others by how many reports tell of them."""
    first = _leading(reader, rows, own)
    often = sorted((row for row in own if row is not first), key=lambda row: -len(row["reports"]))
    whole = next((row for row in own if first not in own and row["pledge"] in first["part_of"]), None)
    part = str(answer_words()["few_pledges"]["part"]).format(label=whole["label"]) if whole else ""
    told = [_one(reader, first, part), *(_one(reader, row) for row in often)]
    return listed(told, len(told))


def _leading(reader: Reader, rows: Sequence[Row], own: Sequence[Row]) -> Row:
    """The most told pledge; of a package of many goods its part that is on those asked for alone, if there is one."""
    most = max(rows, key=lambda row: (len(row["reports"]), row in own))
    wanted = reader.filters.get("product", "")
    goods = {row["pledge"]: map(str, reader.node(row["pledge"]).get(expand("product"), ())) for row in rows}
    alone = [row for row in rows if wanted and all(codes.covers(wanted, iri) for iri in goods[row["pledge"]])]
    parts = [row for row in alone if most["pledge"] in row["part_of"] and not row["ending"]]
    return most if most in alone else max(parts, key=lambda row: len(row["reports"]), default=most)


def _one(reader: Reader, row: Row, part: str = "") -> str:
    """As `“Switzerland to invest $200bn in the US” (announced, due 2028 (6 reports))`."""
    said = [stands(row), due_in_words(reader, row["pledge"]), part]
    said += [binding_told(reader, row["pledge"])] if "binding" in reader.filters else []
    return f"“{row['label']}” ({', '.join(filter(None, said))})"


def _after_ruling(reader: Reader, row: Row) -> str:
    """Of a pledge that a ruling reached: how it stands since, and when it was last told of."""
    if "ruling" not in reader.filters:
        return ""
    day = Accords.of(Sources.of(reader.store)).day_of(reader.filters["ruling"])
    last = row["last_reported"] or ""
    since = bool(day and last and (dates.latest(last) or day) > day)
    given = {"label": row["label"], "grade": status_of(row).replace("_", " "), "last": dates.say(last) if last else ""}
    given["day"] = str(day) if day else ""
    return filled(answer_words()["after_ruling"]["over" if row["ending"] else "since" if since else "before"], given)


def _firmness(reader: Reader, own: Sequence[Row]) -> str:
    """How many stand how; where several statuses are asked for, of each the most told by name."""
    if len(reader.statuses) < _SEVERAL:
        stands = Counter(map(_sort, own))
        return "; ".join(f"{stands[name]} {name}" for name in _SORTS if stands[name])
    held: dict[str, list[str]] = {}
    for row in sorted(own, key=lambda row: -len(row["reports"])):
        held.setdefault(status_of(row).replace("_", " "), []).append(f"“{row['label']}”")
    return "; ".join(f"{len(held[status])} {status}: {listed(held[status])}" for status in held)


def _deadlines(reader: Reader, rows: Sequence[Row]) -> str:
    """When pledges are due; where that is asked for what is still to come first, as of the last report of all."""
    found = sorted(((dates.latest(row["due"]), row) for row in rows if row["due"]), key=lambda item: str(item[0]))
    last = reader.last_report
    ahead, over = (
        [f"“{row['label']}” {due(reader, row['pledge'])}" for day, row in found if day and (day > last) is to_come]
        for to_come in (True, False)
    )
    if "due" not in reader.filters:
        return listed([*over, *ahead])
    to_come = listed(ahead, _DUE) if ahead else "none"
    passed = f". Passed before: {listed(over[::-1], _DUE)}" if over else ""
    return f"to come after {last}, the day of the last report here: {to_come}{passed}"


def _by(reader: Reader, own: Sequence[Row]) -> str:
    """Who made them, most first, where nobody is asked for by name."""
    several = len(reader.sides("pledger")) > 1
    if not several and reader.given.keys() & {"pledger", "country", "company", "pledge", "agreement", "ruling"}:
        return ""
    made = Counter(name for row in own for name in row["pledgers"])
    ranked = sorted(made.items(), key=lambda item: (-item[1], item[0]))
    return f"by {listed([f'{with_article(name)} ({number})' for name, number in ranked], _PLEDGERS)} " if made else ""


def _sums(reader: Reader) -> list[Row]:
    """The sums of one who is asked for, with their lines; none where they are of something else."""
    if not reader.side("pledger") or not reader.given.keys() <= {*totals.filters}:
        return []
    return list(totals.rows(Reader(reader.store, reader.policy, reader.given)))


def _worth(sums: Sequence[Row]) -> str:
    """What promises add up to, each once."""
    found = figures(list(sums))
    return f". They add up to {listed(map(at_most, found))}" if found else ""


def largest(reader: Reader, rows: Sequence[Row], most: int = _LARGEST) -> str:
    """The pledges of the largest figures in dollars, as a clause, where these are asked for."""
    return _largest(reader, rows, _sums(reader), most, few=True).removeprefix(". ")


def topmost(reader: Reader, rows: Sequence[Row]) -> str:
    """The pledge of the largest figure in dollars; empty where there are none."""
    return next((row["pledge"] for row, _ in _ranked(reader, rows)), "")


def _ranked(reader: Reader, rows: Sequence[Row], *, few: bool = True) -> list[tuple[Row, Quantity]]:
    """The pledges by their figures in dollars: not what others make as well, whose share nobody tells.

    Of a `few` figures in dollars among tonnes none is the largest, but where these are asked for.
    """
    side = reader.label(reader.side("pledger")) if reader.side("pledger") else None
    own = {side, *firms_of(reader)}  # what a state makes with its own companies is its promise
    alone = [row for row in rows if side is None or {*row["pledgers"]} <= own] or rows
    tops = of_their_own(alone)[0]  # the parts of a whole that is over are no largest pledges either
    made = [row for row in tops if _sort(row) not in _SORTS[2:]] or tops
    worth = {row["pledge"]: dollars for row in made if (dollars := dollars_of(reader, row["pledge"]))}
    if len(worth) * 2 < len(made) and not few:
        return []
    ranked = sorted((row for row in made if row["pledge"] in worth), key=lambda row: -least(worth[row["pledge"]]))
    return [(row, worth[row["pledge"]]) for row in ranked]


def _largest(
    reader: Reader, rows: Sequence[Row], sums: Sequence[Row], most: int = _LARGEST, *, few: bool = False
) -> str:
    """The pledges of the largest figures in dollars, as the end of a sentence."""
    ranked = _ranked(reader, rows, few=few)[:most]
    if not ranked:
        return ""
    first, *others = (_with_worth(row["label"], dollars) for row, dollars in ranked)
    top = ranked[0][0]["pledge"]
    out = next((row.get("reason") for row in sums if row["part"] == "left out" and row.get("pledge") == top), None)
    aside = f", which that leaves out ({out.partition(':')[0]})" if out else ""
    after = f", then {listed(others, most)}" if others else ""
    return f". The largest in dollars: {first}{aside}{after}"


def by_worth(reader: Reader, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows by what their figures come to in dollars, the largest first; those without any last, as they stood."""
    worth = {row["pledge"]: dollars_of(reader, row["pledge"]) for row in rows}
    return tuple(sorted(rows, key=lambda row: -least(dollars) if (dollars := worth[row["pledge"]]) else 0))


def _with_worth(label: str, dollars: Quantity) -> str:
    """A label, with what it comes to in dollars where it does not say that."""
    figure = say(rounded(dollars))
    return f"“{label}”" if figure in label else f"“{label}” ({figure})"


def of_their_own(rows: Sequence[Row]) -> tuple[list[Row], int, int]:
    """Rows of pledges of their own; how many are parts of others that are here too, or replaced by one that is here."""
    here = {row["pledge"] for row in rows}
    inside = {row["pledge"] for row in rows if here.intersection(row["part_of"])}
    replaced = {row["pledge"] for row in rows if here.intersection(row["replaced_by"])} - inside
    return [row for row in rows if row["pledge"] not in inside | replaced], len(inside), len(replaced)


def binding_told(reader: Reader, pledge: str) -> str:
    """Whether reports say that it binds, where any does."""
    told: dict[str, set[str]] = {}
    claims = Sources.of(reader.store).claims(pledge)
    for item in claims:
        if isinstance(item.claim, Pledge):
            told.setdefault(item.claim.binding, set()).add(item.report_iri)
    words = {"yes": "binding", "no": "not binding", "disputed": "of disputed force"}
    named = [
        f"{len(told[code])} {'calls' if len(told[code]) == 1 else 'call'} it {name}"
        for code, name in words.items()
        if code in told
    ]
    silent = len({item.report_iri for item in claims}.difference(*(told.get(code, ()) for code in words)))
    others = f", {silent} {'does' if silent == 1 else 'do'} not say" if silent else ""
    if named:
        return f"{', '.join(named)}{others}"
    forms = {item.report_iri for item in claims if getattr(item.claim, "instrument", None) in BINDING}
    by_form = f", {len(forms)} {'tells' if len(forms) == 1 else 'tell'} of a contract or a law" if forms else ""
    return f"{_NONE}{by_form}"


def novelty_told(reader: Reader, row: Row) -> str:
    """Whether reports call it new or announced before, with how many do: "new (3)"; empty where none does."""
    told: dict[str, set[str]] = {}
    for item in Sources.of(reader.store).claims(row["pledge"]):
        if (code := getattr(item.claim, "novelty", "unstated")) != "unstated":
            told.setdefault(code, set()).add(item.report_iri)
    named = [f"{codes.label(codes.iri('novelty', code))} ({len(told[code])})" for code in sorted(told)]
    return listed(named, len(named))


def _told_so(reader: Reader, own: Sequence[Row]) -> str:
    """The pledges that most reports call so, with how many: `“EU agreed to …” (3)`."""
    asked = {*map(codes.code, reader.filters["novelty"].split(","))}
    reports = {
        row["pledge"]: {
            item.report_iri
            for item in Sources.of(reader.store).claims(row["pledge"])
            if getattr(item.claim, "novelty", None) in asked
        }
        for row in own
    }
    ranked = sorted(own, key=lambda row: (-len(reports[row["pledge"]]), row["label"]))[:_FEW]
    return listed([f"“{row['label']}” ({counted(len(reports[row['pledge']]), 'report')})" for row in ranked], _FEW)


_SORTS = ("signed or in force", "announced or agreed", "only considered or proposed", "of unknown standing", "over")


def _sort(row: Row) -> str:
    if row["ending"]:
        return _SORTS[4]
    if row["grade"] is None:
        return _SORTS[3]
    return _SORTS[0] if row["grade"] in KEPT else _SORTS[2] if row["grade"] in EARLY else _SORTS[1]


def _stands(reader: Reader, row: Row) -> str:
    """How it stands as the list has it; of what is over by which reports, and who denies it."""
    status = status_of(row)
    ending = [
        claim
        for claim in Sources.of(reader.store).claims(row["pledge"])
        if row["ending"] == status and claim.status == status
    ]
    who = f" by {deniers(ending)}" if status == DENIED else ""
    return f"{status or 'of unknown standing'}{f'{who} ({by(ending)})' if ending else ''}".replace("_", " ")


def dollars_of(reader: Reader, pledge: str) -> Quantity | None:
    """What the figure that sums count comes to in dollars, promised in all; None if there is none."""
    given = (item.dollars for item in Nesting.of(reader).all[pledge].given)
    return max((item for item in given if item and item.recurrence == "total" and least(item)), key=least, default=None)
