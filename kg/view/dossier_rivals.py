"""Where reports of one pledge differ, and how it moved: figures on one scale, statuses along one line of days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from kg.model import codes, dates
from kg.model.iris import local
from kg.query.reader import typed
from kg.questions.said import topic, value
from kg.store.nodes import Value, Values, expand
from kg.view.answers import Row, drawn_day
from kg.view.chart import Amounts, Days
from kg.view.facts import Matter
from kg.view.page_model import Mark, Section, Strip
from kg.view.wording import word

__all__ = ["course", "figures", "rivals"]

_ON_A_SCALE = ("amount", "qualifier")  # what `figures` shows


def figures(matter: Matter) -> Section | None:
    """Rival figures with who says which, those of one unit on one scale, what most reports give first."""
    held = [_figure(matter, values) for _, values in typed(matter.parts, "Amount")]
    if len(held) < 2:
        return None
    held.sort(key=lambda item: (item["unit"], item["recurrence"] or "", -item["reports"], item["text"]))
    groups = [list(group) for _, group in groupby(held, lambda item: (item["unit"], item["recurrence"]))]
    groups.sort(key=lambda group: -sum(item["reports"] for item in group))
    if all(len(group) == 1 for group in groups):
        return None
    return Section("Figures that differ", side_by_side=tuple(map(_scaled, groups)))


def _figure(matter: Matter, values: Values) -> dict[str, Any]:
    reader, claims = matter.reader, values.get(expand("claim"), ())
    return {
        "text": str(reader.first(values, "rdfs:label")),
        "low": reader.first(values, "low"),
        "high": reader.first(values, "high"),
        "unit": reader.code(values, "unit") or "",
        "recurrence": reader.code(values, "recurrence"),
        "reports": _reports(matter, claims),
        "cited": matter.cited(claims),
    }


def _reports(matter: Matter, claims: Iterable[Value]) -> int:
    """How many reports make some claims: one may make several, and counts once."""
    held = set(map(str, claims))
    return len({row["report"] for row in matter.told if row["claim"] in held})


def _scaled(group: Sequence[Mapping[str, Any]]) -> Section:
    first = group[0]
    scale = Amounts(first["unit"], [end for item in group if (end := item["high"] or item["low"]) is not None])
    often = (
        ""
        if first["recurrence"] in (None, "total")
        else f", {codes.label(codes.iri('recurrence', first['recurrence']))}"
    )
    rows = tuple(
        (
            item["text"],
            scale.bar(item["text"], item["low"], item["high"]),
            f"{item['reports']:,}",
            item["cited"],
        )
        for item in group
    )
    heading = f"In {codes.plural(first['unit'])}{often}"
    return Section(heading, (), ("Figure", scale.axis, "Reports", "Who says so"), rows)


def rivals(matter: Matter) -> Section | None:
    """What else reports differ on."""
    rows = sorted(
        (
            name != "status",
            topic(name),
            -_reports(matter, values.get(expand("claim"), ())),
            value(name, str(matter.reader.first(values, "givenValue"))),
            matter.cited(values.get(expand("claim"), ())),
        )
        for _, values in typed(matter.parts, "Rival")
        if (name := local(str(matter.reader.first(values, "field")))) not in _ON_A_SCALE
    )
    if not rows:
        return None
    shown = tuple((name, value, str(-number), cited) for _, name, number, value, cited in rows)
    heading = "Where else reports differ" if figures(matter) else "Where reports differ"
    return Section(heading, (), ("On", "They say", "Reports", "Who says so"), shown)


def course(matter: Matter) -> Section | None:
    """Each status from its day on; what later reports put right is shown as a dot."""
    held = matter.answers.moves(matter.iri)
    if not held:
        return None
    until = dates.latest(matter.row["last_reported"]) or matter.answers.last_day
    scale = Days([*(day for row in held if (day := drawn_day(row))), until])
    standing = [row for row in held if row["known_until"] is None]
    rows = tuple(
        (
            str(row["valid_from"] or "no day given"),
            word(row["status"]),
            _strip(scale, row, standing, until),
            _known(row),
            matter.cited(row["claims"]),
        )
        for row in held
    )
    legend = tuple(dict.fromkeys(str(row["status"]) for row in held))
    columns = ("From", "Status", scale.axis, "Known here", "Source")
    return Section("How it moved", (), columns, rows, legend=legend)


def _strip(scale: Days, row: Row, standing: list[Row], until: date) -> Strip:
    day, status = drawn_day(row), str(row["status"])
    if day is None or row not in standing:
        text = f"{word(status)}, {row['valid_from'] or 'on a day that is not known'}"
        return Strip(text, (Mark("dot" if day else "ring", scale.at(day) if day else 2.0, look=status),))
    after = [other for item in standing if (other := drawn_day(item)) and other > day]
    return scale.course([(str(row["valid_from"]), status)], min(after, default=until))


def _known(row: Row) -> str:
    since, until = row["known_from"], row["known_until"]
    if since is None:
        return "from a page without a date"
    return f"since {since}" if until is None else f"from {since} until {until}"
