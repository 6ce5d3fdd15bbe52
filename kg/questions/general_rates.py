"""The course of a rate: which one goods of a target face, since when, under which agreement, what came before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.ledger.narrowed import sort_of
from kg.model import dates
from kg.model.phrases import filled, listed, with_article
from kg.query.reader import Reader, Row
from kg.query.sources import Sources
from kg.questions.acts import ENDED, IN_FORCE, REPLACED, UNKNOWN, is_act
from kg.questions.in_force import OnDay
from kg.questions.measures import is_duty
from kg.questions.said import answer_words, as_of, within_quota

__all__ = ["Course", "course", "course_said"]

_BEFORE = 3  # earlier rates told
_HELD = 3  # rates in force at once told
_UNDATED = 2  # reports that a rate without a day needs to be told
_NARROW = {"rate", "measure", "official", "agreement", "company"}  # with one of these no course is asked for


@dataclass(frozen=True, slots=True)
class _Rate:
    percent: str
    row: Row
    since: str
    until: str
    under: str
    told: str = ""  # when its day was first told, where that is after the day asked of
    beyond: bool = False  # what is beyond the quota of another that is in force as well pays it

    @property
    def said(self) -> str:
        """As `15% from 2025-11-14 until 2026-02-24 (“US cuts …”, under “…”)`."""
        given = {"percent": self.percent, "label": str(self.row["label"]), "under": self.under}
        given |= {"since": dates.say(self.since) if self.since else ""}
        given |= {"until": dates.say(self.until) if self.until else "", "told": self.told}
        words = answer_words()["rate_course"]
        told = filled(words["rate" if self.since or not self.until else "from_no_day"], given)
        return filled(words["beyond"], {"rate": told}) if self.beyond else told


@dataclass(frozen=True, slots=True)
class Course:
    """Rates on a target's goods: in force on the day asked of, those that were, the latest first, undated ones."""

    held: Sequence[_Rate]
    over: Sequence[_Rate]
    undated: Sequence[_Rate]
    target: str

    @property
    def latest(self) -> Sequence[_Rate]:
        """Those in force; where none is, those for the target alone of no certain day, else the last that was."""
        return self.held or self.unsure or self.over[:1]

    @property
    def unsure(self) -> Sequence[_Rate]:
        """Where none is surely in force: rates of no certain day that are aimed at the target alone."""
        return [] if self.held else [rate for rate in self.undated if rate.row["targets"] == [self.target]]

    @property
    def earlier(self) -> Sequence[_Rate]:
        """Those before that."""
        return self.over if self.held or self.unsure else self.over[1:]


def course(reader: Reader, rows: Sequence[Row]) -> Course | None:
    """The rates on all goods of one target, or on the goods asked for; None where something narrower is asked for."""
    if "target" not in reader.filters or _NARROW & reader.filters.keys():
        return None
    on = reader.filters.get("on")
    day = date.fromisoformat(on) if on else reader.last_report
    goods = reader.filters.get("product")
    moment = OnDay(reader, day, reader.filters["target"], goods)
    told = [row for row in rows if row["rate_percent"] and is_duty(row) and (goods or not row["products"])]
    if len({name for row in told for name in row["imposers"]}) != 1 or sum(map(is_duty, rows)) * 2 < len(rows):
        return None  # rates of several countries are no course, and among controls a duty is not what is asked for
    often = sorted(told, key=lambda row: -len(row["reports"]))
    over = [
        _rate(reader, row, until)
        for row in often
        if row["in_force"] in (ENDED, REPLACED) and (until := moment.of(row["event"]).until)
    ]
    held = [_rate(reader, row, None) for row in often if row["in_force"] == IN_FORCE]
    limited = {rate.row["event"] for rate in held if rate.row["quotas"]}
    held = [replace(rate, beyond=not limited.isdisjoint(moment.of(rate.row["event"]).may_change)) for rate in held]
    held = sorted(held, key=lambda rate: rate.beyond)
    undated = [_rate(reader, row, None) for row in often if row["in_force"] == UNKNOWN and _sets(row)]
    over = [rate for rate in over if not rate.since or rate.since < rate.until]  # else it never held for the target
    over = _apart(sorted(over, key=lambda rate: rate.until, reverse=True))
    return Course(held, over, undated, reader.label(reader.filters["target"]))


def _sets(row: Row) -> bool:
    return len(row["reports"]) >= _UNDATED and row["action"][0] != "remove"


def _apart(rates: Sequence[_Rate]) -> list[_Rate]:
    """Of rates that ended on one day the most told alone: the others are its rivals."""
    return list({rate.until: rate for rate in reversed(rates)}.values())[::-1]


def _rate(reader: Reader, row: Row, until: date | None) -> _Rate:
    """A row as a rate with its days; of one in force the last day is that which reports tell."""
    ends = str(until) if until else str(max(row["ends"] or (), default=""))
    since = str(next(iter(row["effective"] or ()), ""))
    return _Rate(_percent(reader, row), row, since, ends, _under(reader, row), _told_after(reader, row, since))


def _told_after(reader: Reader, row: Row, since: str) -> str:
    """The first day on which a report told since when a rate holds, where that is after the day asked of."""
    claims = (each for each in Sources.of(reader.store).claims(row["event"]) if is_act(each))
    days = [each.published for each in claims if getattr(each.claim, "effective", None) == since]
    told = min((day.isoformat() for day in days if day), default="")
    known = not since or None in days  # an undated report may have told it before
    return told if not known and told > reader.filters.get("on", told) else ""


def _percent(reader: Reader, row: Row) -> str:
    """The rates that reports give, as far as they go: for a number of goods, or on some of those asked for alone."""
    rates, before = (listed([f"{rate}%" for rate in row[name]], 2, " or ") for name in ("rate_percent", "rate_before"))
    told, goods = within_quota(rates, row, before), reader.filters.get("product")
    sort = sort_of(Sources.of(reader.store).claims(row["event"]), goods) if goods else ""
    given = {"rate": told, "goods": f"{sort} {reader.label(goods)}" if goods else ""}
    return filled(answer_words()["limited"]["to_goods"], given) if sort else told


def _under(reader: Reader, row: Row) -> str:
    """The label of the agreement that a rate came under, the first told of several."""
    accords = {
        *map(str, reader.store.objects(row["event"], "implements")),
        *reader.store.subjects("contains", row["event"]),
    }
    first = min(accords, key=lambda iri: (reader.told(reader.node(iri))[0] or "9999", iri), default="")
    return reader.label(first) if first else ""


def course_said(reader: Reader, rows: Sequence[Row]) -> str:
    """The sentence on the course; empty where none is asked for or no rate with an end or a day is told."""
    found = course(reader, rows)
    if found is None or not found.latest:
        return ""
    words = answer_words()["rate_course"]
    goods = reader.label(reader.filters["product"]) if "product" in reader.filters else ""
    day = dates.say(reader.filters.get("on") or reader.last_report.isoformat())
    of = {"goods": goods, "target": with_article(reader.label(reader.filters["target"]))}
    given = {
        "imposer": with_article(found.latest[0].row["imposers"][0]),
        "goods": filled(words["on_some" if goods else "on_all"], of),
        "rates": listed([rate.said for rate in found.latest], _HELD),
        "day": f"{day}{as_of(reader).replace(';', ',')}",
        "undated": listed([rate.said for rate in found.undated if rate not in found.latest], _HELD),
    }
    earlier = found.earlier[:_BEFORE]
    chain = [words["before"], *[words["before_that"]] * _BEFORE]
    chain = [words["over"], *[""] * _BEFORE] if len(found.held) > 1 else chain
    given["before"] = "; ".join(f"{how} {rate.said}".strip() for how, rate in zip(chain, earlier, strict=False))
    return filled(words["held" if found.held else "unsure" if found.unsure else "last"], given)
