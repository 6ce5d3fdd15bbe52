"""What promises add up to, in a sentence: the sums, of how many figures, what they leave out and what stands beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from kg.ledger.sides import label_words
from kg.model import codes
from kg.model.phrases import few, filled, with_article
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by
from kg.questions.benefits.one_side import other_side_alone
from kg.questions.beside import is_told_as_mixed
from kg.questions.ranking import ranked
from kg.questions.said import about, answer_words, at_most, counted, listed, short_sum
from kg.questions.summed import FROM_NOTHING
from kg.questions.totals import totals

__all__ = ["added_up", "figures"]

_PLEDGERS = 6  # of those who promised it, and of figures told as limits, named in the sentence


def added_up(reader: Reader, rows: Sequence[Row]) -> str:
    """The sums, of how many figures; of sides that are compared who promised more."""
    if "compare" in reader.given:
        return ranked(reader, rows)
    found = figures(rows, reader.filters.get("product", ""))
    lines = sum(row["part"] == "line" for row in rows)
    silent = sum(row["part"] == "no value" for row in rows)
    left = sum(row["part"] == "left out" for row in rows)
    beside = [f"{silent} {'tells' if silent == 1 else 'tell'} no value" if silent else ""]
    beside += [f"{left} {'is' if left == 1 else 'are'} left out" if left else ""]
    more = f" ({', '.join(filter(None, beside))})" if any(beside) else ""
    rivals = [rival for row in rows if lines == 1 and row["part"] == "line" for rival in row["rivals"]]
    other = f" (by some reports {listed(rivals)})" if rivals else ""
    if not lines and left == 1:
        out = next(row for row in rows if row["part"] == "left out")
        of = f"{out['text']} of " if out["text"] else ""
        more = f": {of}“{out['pledge_label']}” is left out, {out['reason']}"
        beside_it, _ = _of_mixed_kinds(reader)
        return f"pledges {about(reader)} add up to no sum{more}{'; ' if beside_it else ''}{beside_it}"
    if not lines and not found:
        mixed, _ = _of_mixed_kinds(reader)
        return f"{mixed}{'; ' if mixed else ''}{_no_sum(reader, rows)}"
    told = f"add up to {listed(map(at_most, found)) or 'no sum'}{other}, in {counted(lines, 'figure')}{more}"
    told += f"{_span(reader, rows)}{_by_whom(reader, rows)}{_on_other_words(reader, rows)}"
    told += f"{_from_nothing(rows)}{_ceilings(rows) if lines > 1 else ''}"
    whole = reader.filters.get("pledge")
    what = "pledges" if whole in (None, *(row["pledge"] for row in rows)) else "parts"
    mixed, most = _of_mixed_kinds(reader)
    own = (row["usd_low"] or Decimal(0) for row in rows if row["part"] == "sum in USD")
    if mixed and most > max(own, default=Decimal(0)) and is_told_as_mixed(reader):
        return f"{mixed}; {what} {about(reader)} alone {told}"
    return f"{what} {about(reader)} alone {told}; {mixed}" if mixed else f"{what} {about(reader)} {told}"


def _no_sum(reader: Reader, rows: Sequence[Row]) -> str:
    """What is promised where nothing adds up: the figures as they are told, and what tells none."""
    words = answer_words()["no_sum"]
    left = [f"{row['text']} of “{row['pledge_label']}”" for row in rows if row["part"] == "left out" and row["text"]]
    silent = [f"“{row['pledge_label']}”" for row in rows if row["part"] == "no value" and row["pledge_label"]]
    given = {"about": about(reader), "figures": listed(left), "silent": listed(silent)}
    return filled(words["figures" if left else "silent"], given)


def _by_whom(reader: Reader, rows: Sequence[Row]) -> str:
    """Who promised it, with the figures of each, where nobody is asked for by name."""
    if reader.given.keys() & {"pledger", "country", "pledge"}:
        return ""
    pledges = {row["pledge"]: None for row in rows if row["part"] == "line"}
    made = Counter(name for iri in pledges for name in reader.labels(reader.node(iri), "pledger"))
    told = [f"{with_article(name)} ({number})" for name, number in made.most_common()]
    return f", by {listed(told, _PLEDGERS)}" if len(told) > 1 else ""


def _from_nothing(rows: Sequence[Row]) -> str:
    """The figures of which no report tells how much is for the goods, or by those, that are asked for."""
    shared = [(row, why) for row in rows if row["part"] == "line" for why in [_shared(row)] if why]
    told = [f"{row['text']} of “{row['pledge_label']}” ({why})" for row, why in shared]
    return f". Counted {FROM_NOTHING}: {listed(told)}" if told else ""


def _shared(row: Row) -> str:
    """With whom a pledge is made, or for which other goods, where its figure counts from nothing for that."""
    why, _, how = (row["reason"] or "").partition(": ")
    return why if how == FROM_NOTHING else ""


def _on_other_words(reader: Reader, rows: Sequence[Row]) -> str:
    """The figures that are told on no word of who promises them, with whose word it is."""
    words, told = answer_words()["on_other_words"], []
    lines = [row for row in rows if row["part"] == "line"]
    for row in lines:
        claims, node = Sources.of(reader.store).claims(row["pledge"]), reader.node(row["pledge"])
        if telling := other_side_alone(reader, row["pledge"], node, claims):
            given = {
                "figure": row["text"],
                "label": row["pledge_label"],
                "who": listed(with_article(str(claim.origin)) for claim in telling),
            }
            given |= {"side": listed(map(with_article, reader.labels(node, "pledger"))), "by": by(telling)}
            told.append(filled(words["each" if len(lines) > 1 else "one"], given))
    return f"{words['several'] if len(lines) > 1 else ''}{'; '.join(few(told, _PLEDGERS))}" if told else ""


def _ceilings(rows: Sequence[Row]) -> str:
    """The figures that are told as a limit alone: they count from nothing, and are named beside the least."""
    lines = [row for row in rows if row["part"] == "line" and not _shared(row)]
    over = [row for row in lines if not row.get("low") and row.get("high") is not None]
    told = [f"{row['text']} of “{row['pledge_label']}”" for row in over if str(row["text"]).startswith("up to")]
    return f". Beside limits that count from nothing: {listed(told, _PLEDGERS)}" if told else ""


def _span(reader: Reader, rows: Sequence[Row]) -> str:
    """Between which years the promises of a sum were first told, where they lie years apart."""
    first = (reader.told(reader.node(row["pledge"]))[0] for row in rows if row["part"] == "line")
    years = sorted(day[:4] for day in first if day)
    return f", first told {years[0]} to {years[-1]}" if years and int(years[-1]) - int(years[0]) > 1 else ""


def figures(rows: Sequence[Row], goods: str = "") -> list[str]:
    """The sums of an answer to `totals`: of money in dollars, promised in all first, then of things.

    Of `goods` (IRI) asked for that are counted by the piece their number comes first: of aircraft how many.
    """
    sums = [row for row in rows if row["part"] == "sum in USD"]
    order = sorted(sums, key=lambda row: row["recurrence"] != "total")
    known = [row for row in order if row["usd_low"] or row["usd_high"] is not None]  # else nothing bounds it
    told = [short_sum(row["usd_low"], row["usd_high"], "USD", row["recurrence"]) for row in known]
    kinds = {codes.code(wide) for wide in codes.within(goods)} if goods else set()
    pieces: dict[bool, list[str]] = {True: [], False: []}
    for row in rows:
        if row["part"] == "sum" and row["unit"] not in codes.currencies():
            of_these = not kinds.isdisjoint(label_words()["counted"].get(row["unit"], ()))
            pieces[of_these].append(short_sum(row["low"], row["high"], row["unit"], row["recurrence"]))
    return pieces[True] + told + pieces[False]


def _of_mixed_kinds(reader: Reader) -> tuple[str, Decimal]:
    """What pledges of mixed kinds add up to, where one kind is asked for: they may hold some of it, and be the most.

    With what that is at least in dollars.
    """
    kind = reader.given.get("kind")
    if kind in (None, "mixed") or reader.filters["kind"] == codes.iri("kind", "mixed"):
        return "", Decimal(0)
    beside = list(totals.rows(Reader(reader.store, reader.policy, {**reader.given, "kind": "mixed"})))
    sums = [row for row in beside if row["part"] == "sum in USD" and row["recurrence"] == "total"]
    if not sums:
        return "", Decimal(0)
    found = figures(sums)
    lines = [row for row in beside if row["part"] == "line" and row.get("usd_low") is not None]
    most = max(lines, key=lambda row: (row["usd_low"], row["pledge"]), default=None)
    largest = f", the largest of them “{most['pledge_label']}”" if most else ""
    held = f"pledges {about(reader, 'kind')} of mixed kinds, which may hold some of it"
    worth = f"add up to {listed(map(at_most, found))}" if found else "set no bound to how much"
    return f"{held}, {worth}{largest} (--kind mixed)", max(row["usd_low"] or Decimal(0) for row in sums)
