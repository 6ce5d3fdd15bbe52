"""The cells of an answer as a terminal shows them: which columns, and what of a row stands in each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kg.model import dates
from kg.query.reader import Row
from kg.query.table import Section
from kg.questions.said import (
    EDTF,
    answer_words,
    counted,
    disputed,
    listed,
    relief_of,
    short_sum,
    spoken,
    stands,
    topic,
    value,
    with_standing,
    within_quota,
)

__all__ = ["printed"]

_CODE = re.compile("[a-z]+(?:_[a-z]+)+")
_DATE = re.compile(rf"{EDTF}(?:/(?:{EDTF}|\.\.)?)?|(?:\.\.)?/{EDTF}")
_SILENT = {"published": "undated", "direction": "not told"}  # where a cell would say nothing


def printed(question: str, rows: Sequence[Row], heading: str = "") -> Section:
    """The rows in the columns that people read of this question."""
    told = answer_words()[question]
    silent = {name for name in told.get("optional", ()) if all(row.get(name) is None for row in rows)}
    columns = tuple(name for name in told["columns"] if name not in silent)
    below, foot = tuple(told.get("below", ())), str(told.get("foot", ""))
    shown = tuple({name: _cell(name, row) for name in (*columns, *below, foot) if name} for row in rows)
    return Section(heading, columns, shown, fixed=True, grouped=told.get("grouped", False), below=below, foot=foot)


def _cell(name: str, row: Row) -> Any:
    told = _DERIVED[name](row) if name in _DERIVED else row.get(name)
    value = told or _SILENT.get(name, told)
    if isinstance(value, list):
        return len(value) if name in ("reports", "claims", "origins") else [_spoken(each) for each in value]
    return _spoken(value)


def _spoken(value: Any) -> Any:
    """A code or a date in words: "could supply", "2025-06 to 2025-08"; anything else as it is."""
    if not isinstance(value, str):
        return value
    if _DATE.fullmatch(value):
        return dates.say(value)
    return value.replace("_", " ") if _CODE.fullmatch(value) else spoken(value)


def _as_told(row: Row) -> str:
    """How it stands; of a measure that spares goods what it does."""
    relief = relief_of(row)
    return f"{relief}{disputed(row)}" if relief else stands(row)


def _told(row: Row) -> str:
    first, last = row.get("first_reported"), row.get("last_reported")
    return "undated" if not first else str(first) if first == last else f"{first} – {last}"


def _figure(row: Row) -> str | None:
    """The figure of a line as told; of a sum in short."""
    if row["part"] == "sum":
        return short_sum(row["low"], row["high"], row["unit"], row["recurrence"])
    return row.get("text")


def _amount(row: Row) -> str | None:
    """What a count comes to, and of which goods where that is told."""
    goods = row["products"]
    return f"{row['amounts']} of {listed(goods)}" if row["amounts"] and goods else row["amounts"]


def _in_usd(row: Row) -> str | None:
    if row.get("usd") is None:
        return None
    return short_sum(row["usd_low"], row["usd_high"], "USD", row["recurrence"] or "total")


def _side_sum(row: Row) -> str | None:
    """What a side's pledges come to: in dollars, or in a unit of things; a figure of several goods as it is told."""
    if row["part"] == "line":
        return str(row["text"])
    if row["part"] == "sum":
        return short_sum(row["low"], row["high"], row["unit"], row["recurrence"])
    return short_sum(row["usd_low"], row["usd_high"], "USD", row["recurrence"]) if row.get("usd") else "no sum"


def _remark(row: Row) -> str | None:
    said = [row.get("reason"), *(row.get("counted_in") or ())]
    rivals = row.get("rivals")
    said += [f"rivals: {'; '.join(rivals)}"] if rivals else []
    return "; ".join(filter(None, said)) or None


def _rates(row: Row) -> str | None:
    now, before = (_per_cent(row.get(name)) for name in ("rate_percent", "rate_before"))
    now = within_quota(now, row)
    return f"{now} (before: {before})" if now and before else now or None


def _per_cent(rates: Any) -> str:
    return ", ".join(f"{rate}%" for rate in (rates if isinstance(rates, list | tuple) else [rates] if rates else ()))


def _share(row: Row) -> Any:
    """As the answer gives it; of a number of pledges what they are of all."""
    return f"{100 * row['pledges'] / row['of']:.0f}%" if row.get("of") else row.get("share")


def _sum_of(row: Row) -> str | None:
    if row.get("recurrence") is None or row.get("source"):
        return row.get("text")
    return short_sum(row["usd_low"], row["usd_high"], "USD", row["recurrence"])


def _compared(row: Row) -> str | None:
    """Beside a published count: what is here, how the two differ, and where it stands."""
    if not row.get("source"):
        return None
    return f"Here: {row['here']}. It counts {row['remark']} ({row['source']}, {row['source_date']}: {row['url']})."


def _naming(row: Row) -> str:
    """How many reports name a company in a pledge; of one that is inferred none does, whatever it is inferred from.

    An owner stands in it by what it holds, though a report may say whose the company is that it names.
    """
    if row["basis"] == "named":
        return counted(len(row["reports"]), "report")
    if row["role"] == "owner":
        return "by its holding"
    return "none in this role" if row["naming"] == "otherwise" else "no report"


def _role(row: Row) -> str:
    """As what a company gains; not told where all that name it do so without saying as what."""
    if row["activity"] == "handles":
        return "terminal"  # it sells no goods
    return "not told" if row["naming"] == "listed" else str(row["role"])


def _pledge(row: Row) -> str:
    """A pledge and how it stands; that it is a part, where it stands below the one asked for."""
    label = with_standing(str(row["pledge_label"]), stands(row))
    return str(answer_words()["beneficiaries"]["part"].format(pledge=label)) if row.get("is_part") else label


def _part_told(row: Row) -> str:
    return str(answer_words()["parts"][row["part"]])


_DERIVED: Mapping[str, Callable[[Row], Any]] = {
    "stands": _as_told,
    "told_as": _as_told,
    "told": _told,
    "due": lambda row: f"Due {dates.say(row['due'])}" if row["due"] else None,
    "conditions": lambda row: f"On condition: {'; '.join(row['conditions'])}" if row["conditions"] else None,
    "figure": _figure,
    "amount": _amount,
    "in_usd": _in_usd,
    "remark": _remark,
    "rates": _rates,
    "share": _share,
    "sum": _sum_of,
    "sum_of": _side_sum,
    "compared": _compared,
    "part_told": _part_told,
    "day": lambda row: _spoken(row["valid_from"] or "undated"),
    "beside": lambda row: " ".join(row["beside"] or ()),
    "about": lambda row: topic(row["field"]) if row["field"] else row["change"],
    "value": lambda row: value(row["field"], row["value"]),
    "caused_by": lambda row: row["said_by"] or "no new report: earlier ones are grouped otherwise",
    "named_by": _naming,
    "role": _role,
    "who": lambda row: row["company_label"],  # a company, or a country whose suppliers lose
    "pledge_stands": _pledge,
}
