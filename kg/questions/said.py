"""How an answer is told to people: words for what was asked, for how things stand, for figures and names.

Which columns a terminal shows is in `kg.questions.cells`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg.ledger.sides import label_words
from kg.model import codes, dates, phrases
from kg.model.amounts import quantity, rounded, say
from kg.model.iris import ID
from kg.model.phrases import filled, with_article
from kg.query.reader import Reader, Row
from kg.questions.terms import TERMS

__all__ = [
    "EDTF",
    "RELIEFS",
    "about",
    "answer_words",
    "as_of",
    "at_most",
    "closed_up",
    "compared",
    "count_said",
    "count_told",
    "counted",
    "differing",
    "disputed",
    "done",
    "field",
    "listed",
    "named",
    "of_kind",
    "relief_of",
    "short_sum",
    "spoken",
    "stands",
    "status_of",
    "steps_of",
    "topic",
    "value",
    "with_standing",
    "within_quota",
]

RELIEFS = ("suspend", "delay", "exempt", "remove")  # acts on a measure that spare goods a rate
EDTF = r"(?:\d{4}(?:-\d\d){0,2}[~?%]?)"
_GAP = re.compile(r" ([:;,]|\.(?=\s|$))")
_SPAN = re.compile(rf"(?<![\w/.-]){EDTF}/{EDTF}(?![\w/-]|\.\w)")
_SETTLED = ("missed", "delivered")  # deliveries after which nothing is to come
_SIDES = 8  # sides named of several that are asked for
_WORDINGS = 6  # words in which something is told; of more the first are named
_NAMED = 3  # names in a sentence; more are counted


def about(reader: Reader, *left_out: str) -> str:
    """What was asked for, as words behind a noun: "by Japan on chips"."""
    templates = answer_words()["filters"]
    asked = [name for name in templates if name in reader.given and name not in left_out]
    said = {**templates, **(answer_words()["between_two"] if "country" in asked else {})}
    return " ".join(said[name].format(name=named(reader, name)) for name in asked)


def named(reader: Reader, name: str) -> str:
    """What a filter asks for, as words."""
    held = reader.filters[name]
    if name == "due":
        return _by(held)
    if name == "origins":
        return "one origin alone" if held == "1" else f"at most {held} independent origins"
    if name == "saying":
        each = held.split(", ")
        return held if len(each) <= _WORDINGS else f"{', '.join(each[:_NAMED])} …"
    if name in ("instrument", "novelty"):
        each = [*map(codes.label, held.split(","))]
        return phrases.listed(each, len(each), " or a " if name == "instrument" else " or ")
    if name == "status":
        each = [*map(codes.label, reader.statuses)]
        return phrases.listed(each, len(each), " or ")
    if "," in held and held.startswith(ID):  # several sides
        each = [with_article(reader.label(iri)) for iri in reader.sides(name)]
        return phrases.listed(each, _SIDES, " or ")
    if name in ("kind", "measure", "basis", "strength", "binding", "direction"):
        return codes.label(held) if held.startswith(ID) else held
    if not held.startswith(ID):
        return held
    label = reader.label(held)
    return f"“{label}”" if name in ("pledge", "agreement", "ruling") else with_article(label)


def _by(interval: str) -> str:
    """An interval of deadlines as words behind "due": "by 2026-12-31", "in 2026", "on a day that is told"."""
    first, _, last = interval.partition("/")
    if interval == "..":
        return "on a day that is told"
    if not last:
        return f"{'on' if interval.count('-') > 1 else 'in'} {dates.say(interval)}"
    return (
        f"by {dates.say(last)}"
        if first in ("", "..")
        else f"from {dates.say(first)} on"
        if last == ".."
        else spoken(interval)
    )


def as_of(reader: Reader) -> str:
    """Where a day after the last report is asked for, of which day that is, as a clause; else nothing."""
    last = reader.last_report.isoformat()
    return f"; no report here is later than {dates.say(last)}" if reader.filters.get("on", last) > last else ""


def counted(number: int, what: str) -> str:
    """`1 pledge`, `1,204 pledges`."""
    return f"{number:,} {what}" + ("" if number == 1 else "es" if what.endswith("s") else "s")


def field(name: str, of: str = "pledge") -> str:
    """A property on which reports of a pledge or `of` a measure differ, in a sentence's words."""
    told = answer_words()["fields"][of].get(name) or answer_words()["fields"]["any"].get(name)
    return str(told or f"the {name.removeprefix(TERMS).replace('_', ' ')}")


def differing() -> dict[str, list[str]]:
    """The properties on which reports of a pledge may differ, each with the words that name it."""
    return {name: [topic(name), *words.split()] for name, words in answer_words()["differing"].items()}


def topic(name: str) -> str:
    """The same in a cell or a heading, where no sentence is."""
    return field(name).removeprefix("the ")


def value(name: str, text: str) -> str:
    """What reports give for such a property, by its name where it is a code: "not binding"."""
    scheme = answer_words()["lists"].get(name)
    return codes.label(codes.iri(scheme, text)) if scheme else text


def steps_of(step: str, number: int) -> str:
    """A number of steps of one sort: "3 parts", "1 that replaced it"."""
    told = answer_words()["steps"].get(step)
    return f"{number:,} {told}" if told else counted(number, step)


def done(action: str) -> str:
    """What an act does to a measure, as done: "imposed", "put off"."""
    return str(answer_words()["done"][action])


def compared() -> list[str]:
    """The fields on which reports of one pledge are compared first of all."""
    return list(answer_words()["compared"]["fields"])


def of_kind(kind: str) -> str:
    """What a sum of this kind is of: "purchases"."""
    return str(answer_words()["kinds"].get(kind, kind))


def listed(names: Iterable[str], most: int = _NAMED) -> str:
    """Names as "a, b and c"; of more than a few the first and how many there are beside."""
    return phrases.listed(names, most)


def count_said(row: Row) -> str:
    """A count of what came of a pledge, as a row of `delivery`: "332,000 tonnes of soybeans ordered"."""
    what = " of ".join(filter(None, (row["amounts"], listed(row["products"]))))
    told = f"{what} {row['stage']}".strip().replace("_", " ")
    return told if row["amounts"] else f"{told}, no amount told"


def count_told(row: Row) -> str:
    """The same with its period: "332,000 tonnes of soybeans ordered, 2025-11"."""
    return f"{count_said(row)}, {dates.say(row['period'])}" if row["period"] else count_said(row)


def short_sum(low: Any, high: Any, unit: str, recurrence: str) -> str:
    """A sum in words, rounded: "$7.1tn", "at least $9.4tn", "$52bn–$53bn a year"."""
    if low is None and high is None:
        return "any amount"
    if not low and high is None:
        return "an amount without a bound"
    if high is None or low is None:
        bound, qualifier = (low, "at_least") if high is None else (high, "up_to")
        return say(rounded(quantity(bound, unit=unit, qualifier=qualifier, recurrence=recurrence)))
    return say(rounded(quantity(low=low, high=high, unit=unit, recurrence=recurrence)))


def at_most(figure: str) -> str:
    """A figure behind "add up to": "at most $90bn", not "up to up to"."""
    return re.sub("^up to ", "at most ", figure)


def closed_up(text: str) -> str:
    """A text without the blank that a part left empty leaves before a stop."""
    return _GAP.sub(r"\1", text)


def spoken(text: str) -> str:
    """A text with its periods in words: "Asahi Shimbun, 2025-05-28 to 2025-05-30"."""
    return _SPAN.sub(lambda found: dates.say(found[0]), text) if "/" in text else text


def status_of(row: Row) -> str:
    """The one status by which a pledge goes; empty if no report tells of any.

    What was missed or delivered is over, whatever it rested on; what is delivered in part still stands.
    """
    over = row["delivery"] if row.get("delivery") in _SETTLED else None
    return str(over or row.get("ending") or row.get("grade") or "")


def stands(row: Row) -> str:
    """How far it has come, or that it is over; whether reports differ on that, and whether it was told anew."""
    first = status_of(row)
    others = (code for code in (row.get("ending"), row.get("delivery")) if code != first and first not in _SETTLED)
    said = ", ".join(code for code in (first, *others) if code) or "not told"
    again = ", replaced or told anew" if row.get("replaced_by") else ""
    return f"{said}{disputed(row)}{again}".replace("_", " ")


def disputed(row: Row) -> str:
    """That reports differ on how it stands, behind that."""
    return ", disputed" if "status" in (row.get("contested") or ()) else ""


def with_standing(label: str, told: str) -> str:
    """A pledge's label and how it stands, unless the label says so itself at its end: "(suspended, then resumed)"."""
    last = label.rpartition(" (")[2]
    says_so = last.startswith(told.split(",")[0]) or last.removesuffix(")") in label_words()["standing"].values()
    return label if label.endswith(")") and says_so else f"{label} ({told})"


def within_quota(rate: str, row: Mapping[str, Any], before: str = "") -> str:
    """A rate as far as its quota goes: "10% for up to 100,000 cars a year"; the quota alone where no rate is told.

    With `before`, the rate that so much paid till then: "10% (27.5% before) for …".
    """
    given = {"rate": rate, "quota": " or ".join(row["quotas"]), "before": before}
    return filled(answer_words()["limited"]["to_quota"], given) if row["quotas"] else rate


def relief_of(row: Row) -> str:
    """What a row on a measure tells of relief, if that is what most do or the last did: "exempted until 2026-11-10"."""
    told = row.get("action") or ""
    action = told if isinstance(told, str) else told[0]
    if action not in RELIEFS:
        return ""
    end = max(row.get("ends", ()), default=None)
    return f"{done(action)} until {dates.say(end)}" if end else done(action)


@cache
def answer_words() -> dict[str, Any]:
    """How answers are told, by question and sort: `said.toml`."""
    return tomllib.loads((files("kg.questions") / "said.toml").read_text("utf-8"))
