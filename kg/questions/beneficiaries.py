"""Who benefits, how, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from kg.ledger import strength
from kg.model import codes
from kg.model.iris import PROV
from kg.query.event_table import AXES
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows
from kg.query.sources import Sources
from kg.query.table import Section
from kg.questions.benefits.around import not_final
from kg.questions.benefits.became import has_come
from kg.questions.benefits.because import Because, Reason
from kg.questions.benefits.benefit_words import Said, is_shipped, not_again, plainly
from kg.questions.benefits.open_points import of_parts, of_share
from kg.questions.benefits.proof import Proof
from kg.questions.benefits.told_once import told_once
from kg.questions.benefits.worded import cancelling, of_past_year, telling_fulfilled
from kg.questions.cells import printed
from kg.questions.holdings import homes
from kg.questions.standing import (
    OPENING,
    disowned,
    hedged,
    is_built_to_order,
    over_in_silence,
    overtaken,
    passed_with_whole,
    through,
    wholes,
)
from kg.questions.told_in import within_told
from kg.store.nodes import Values, expand

__all__ = ["at_home", "beneficiaries", "benefits"]

_LISTED = 12  # of so many that could supply each is told; more are folded to a line a pledge
_COULD = "could_supply"
_CONTRACTED = "contracted"
_SUBSIDISED = "subsidised"
_HEADING = "Could supply: inferred from who makes, designs, exports or handles such goods; no report says so"


def _sections(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """Who is named, or tied more firmly, apart from who merely could supply."""
    could = tuple(row for row in rows if row["strength"] == _COULD)
    firm = tuple(row for row in rows if row["strength"] != _COULD)
    if not could:
        return ()
    if len(could) <= _LISTED:
        folded = Section(_HEADING, ("pledge_label", "company_label", "activity", "because"), could)
    else:
        names: dict[str, dict[str, Any]] = {}
        for row in could:
            held = names.setdefault(row["pledge"], {"pledge_label": row["pledge_label"], "companies": []})
            held["companies"].append(row["company_label"])
        counted = tuple({**held, "number": len(held["companies"])} for held in names.values())
        folded = Section(f"{_HEADING}. Why: --format json, or `kg ask why PLEDGE COMPANY`", _FOLDED, counted)
    return (*([Section("", COLUMNS, firm)] if firm else []), folded)


def _printed(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """The same for a terminal: who could supply stands with its pledge, and is counted where many pledges are told."""
    could = [row for row in rows if row["strength"] == _COULD]
    if len(could) <= _LISTED or rows[0]["asked"]:
        return (printed("beneficiaries", rows),) if rows else ()
    firm = [row for row in rows if row["strength"] != _COULD]
    first = (printed("beneficiaries", firm),) if firm else ()
    return (*first, replace(_sections(rows)[-1], columns=("pledge_label", "number", "companies"), fixed=True))


_FOLDED = ("pledge_label", "number", "companies")
COLUMNS = (
    "pledge", "pledge_label", "company", "company_label", "basis", "role", "strength", "verb", "direction", "channel",
    "activity", "naming", "because", "beside", "grade", "ending", "delivery", "reports", "origins",
)  # fmt: skip


@answer(
    " ".join(COLUMNS),
    "pledge company country partner pledger recipient kind product status basis strength direction since until"
    " agreement saying home",
    silence="unknown",
    sections=_sections,
    printed=_printed,
    words="pledge",
)
def beneficiaries(reader: Reader) -> Rows:
    """Which companies benefit from which pledge, how strongly, and why they are held to.

    A pledge asked for comes before its parts, else those with the firmest ties come first; of each pledge what others
    could supply (`could_supply`, inferred) comes last. A country stands among the companies where its suppliers lose a
    share of a fixed quota. `naming` tells how reports name it: in_role, listed (without a role), otherwise (in another
    role) or none; `because` why it is held to gain, `beside` (sentences) what bears on the pledge whoever gains.
    """
    asked = reader.filters.get("pledge", "")
    found = list(_reasoned(reader, parts=True))
    reasons = {row["benefit"]: said for row, said in found}
    rows, proofs = _in_order(reader, [row for row, _ in found], asked), Because.of(reader)
    held = [(row, reasons[row["benefit"]]) for row in rows]
    for row in told_once(held, asked, reader.label(asked) if asked else "", partial(wholes, reader)):
        yield {**row, "asked": bool(asked), "is_part": asked not in ("", row["pledge"])}
    told = sorted({row["strength"] for row in rows}, key=strength.rank, reverse=True)
    if told:
        reader.notes.append("; ".join(plainly(each, variant=_variant(proofs, rows, each)) for each in told))


def _variant(proofs: Because, rows: Sequence[Row], tie: str) -> str:
    """Of which sort all benefits of a strength are, where they are of one: of groups, or by what was shipped there."""
    alike = [row for row in rows if row["strength"] == tie]
    if all(map(proofs.naming.is_group, alike)):
        return "_group"
    return "_shipped" if all(is_shipped(row) for row in alike) else ""


def _in_order(reader: Reader, rows: Sequence[Row], asked: str) -> list[Row]:
    """The rows of a pledge asked for, then of its parts, a whole before what is inside it; the firmest ties first.

    Of all else what is over by now stands below.
    """
    best: dict[str, int] = {}  # pledge → its firmest tie
    for row in rows:
        best[row["pledge"]] = max(best.get(row["pledge"], 0), strength.rank(row["strength"]))
    inside = {iri: sum(whole in best for whole in wholes(reader, iri)) if asked else 0 for iri in best}
    place = {iri: (iri != asked, inside[iri], -best[iri], _years_ago(reader, iri), iri) for iri in best}
    return sorted(rows, key=lambda row: place[row["pledge"]])


def _years_ago(reader: Reader, iri: str) -> int:
    """How many years before the last report of all a pledge was told of last."""
    last = reader.first(reader.node(iri), "lastReported")
    return reader.last_report.year - last.year if isinstance(last, date) else 0


def benefits(reader: Reader, *, parts: bool = False) -> Iterator[Mapping[str, Any]]:
    """The benefits that the filters let through, by pledge, the strongest first.

    With `parts` a pledge asked for comes with them, each under its own label: whoever is named there stands there, and
    is not told once more of the whole, where others are. Of a product asked for only those are told who stand in it for
    such goods.
    """
    return (row for row, _ in _reasoned(reader, parts=parts))


def _reasoned(reader: Reader, *, parts: bool) -> Iterator[tuple[Mapping[str, Any], Reason]]:
    """The same, each with the sentences of its proof."""
    wanted: dict[str, str] = {
        name: reader.filters[name] for name in ("company", "basis", "strength") if name in reader.filters
    }
    held = [
        (values, rows)
        for values, rows in reader.asked("beneficiaries", naming=False, parts=parts, among=_among(reader, wanted))
    ]
    home = at_home(reader)
    wanted |= {
        name: codes.code(reader.filters[name]) for name in ("basis", "strength", "direction") if name in reader.filters
    }
    handed_up = _handed_up([row for _, rows in held for row in rows], reader.filters.get("pledge")) if parts else ()
    proofs = Because.of(reader)
    for values, rows in held:
        open_still = bool(rows) and _is_open(reader, rows[0]["pledge"], values)
        for row in sorted(rows, key=_strongest_first):
            if any(row[name] != value for name, value in wanted.items()) or not _in_such_goods(reader, row):
                continue
            if home is not None and row["company"] not in home:
                continue
            if row["benefit"] in handed_up:
                continue
            if row["basis"] == "inferred" and _of_others(reader, row):
                continue
            statuses = {axis: reader.status(row["pledge"], values, axis) for axis in AXES}
            verb = _verb(proofs, row, values, statuses, open_still)
            said = _reason(proofs, row, values)
            why = said.because
            because = " ".join(each.sentence for each in why)
            beside = [*not_again(said.quotes, [each.sentence for each in said.beside if each not in why])]
            naming = proofs.naming.how(row, values)
            yield {**row, **statuses, "verb": verb, "naming": naming, "because": because, "beside": beside}, said


def _reason(proofs: Because, row: Row, pledge: Values) -> Reason:
    """The sentences of a benefit; with what falls to who is named, with the parts by which who supplies such gains."""
    said = proofs.said(row, pledge)
    more = of_share if row["basis"] == "named" else of_parts if row["activity"] else None
    return said._replace(tie=(*said.tie, *map(Said, more(Proof(proofs.reader, row, ()))))) if more else said


def _verb(proofs: Because, row: Row, pledge: Values, statuses: Mapping[str, str | None], open_still: bool) -> str:
    """What a benefit comes to, as a verb: "would gain sales", "gained sales"."""
    reader, naming, named = proofs.reader, proofs.naming, row["basis"] == "named"
    over = statuses["ending"] is not None or _over(reader, row, pledge, statuses["grade"])
    met = telling_fulfilled(Sources.of(reader.store).claims(row["pledge"]))
    done = statuses["delivery"] == "delivered" or bool(met)
    if row["role"] == _SUBSIDISED and not named and naming.picked(row):
        return strength.verb(row["role"], "named", row["direction"], row["channel"], over=over, done=done)
    role = "owner" if named and naming.is_owner(row, pledge) else row["role"]
    return strength.verb(
        role,
        row["strength"],
        row["direction"],
        row["channel"] if role == row["role"] else "",
        reader.code(pledge, "kind") or "",
        over=over,
        done=done,
        own=named and row["company"] in map(str, pledge.get(expand("pledger"), ())),
        early=hedged(statuses["grade"], statuses["ending"]) or open_still or naming.floated(row, pledge),
        through=through(reader, row, pledge),
        part=not named,
        partly=has_come(reader, row, pledge),
    )


def _handed_up(rows: Sequence[Row], asked: str | None) -> set[str]:
    """The inferred benefits (IRIs) of who stands in a part that names it, unless the pledge asked for has no others."""
    named = {(row["company"], row["role"]) for row in rows if row["basis"] == "named"}
    found = [row for row in rows if row["basis"] == "inferred" and (row["company"], row["role"]) in named]
    left = any(row["pledge"] == asked and row not in found for row in rows)
    return {row["benefit"] for row in found if asked and (left or row["pledge"] != asked)}


def _is_open(reader: Reader, iri: str, pledge: Values) -> bool:
    """Whether nothing is final yet, who promises denies it, or it opens a way in: who is let in may sell."""
    if reader.code(pledge, "kind") in OPENING or not_final(reader, iri, pledge) is not None:
        return True
    return disowned(Sources.of(reader.store).claims(iri))


def at_home(reader: Reader) -> Collection[str] | None:
    """The country asked for, or those of a bloc, with their companies; None where none is asked for."""
    if "home" not in reader.filters:
        return None
    countries = {iri for side in reader.sides("home") for iri in homes(reader, side)}
    return {*countries, *(iri for each in countries for iri in reader.store.subjects("country", each))}


def _among(reader: Reader, wanted: Mapping[str, str]) -> Collection[str] | None:
    """The pledges that can be of use: with such a benefit, told in such words; None where nothing chooses."""
    tied, told = _tied(reader, wanted), within_told(reader)
    if told is None or tied is None:
        return tied if told is None else told
    return tied & told


def _tied(reader: Reader, wanted: Mapping[str, str]) -> set[str] | None:
    """The pledges with a benefit of this company, basis and strength; None where these do not choose."""
    if not wanted or "pledge" in reader.filters:  # of one pledge the parts tell what is left out of the whole
        return None
    store = reader.store
    held = (
        {
            iri
            for prop in (("company", "country") if name == "company" else (name,))
            for iri in store.subjects(prop, value)
        }
        for name, value in wanted.items()
    )
    return {str(event) for iri in set.intersection(*held) for event in store.objects(iri, "event")}


def _in_such_goods(reader: Reader, row: Mapping[str, Any]) -> bool:
    """Whether a benefit rests on goods that a filter asks for, or on reports that name none."""
    wanted = reader.filters.get("product")
    goods = _goods(reader, row) if wanted else []
    return wanted is None or not goods or any(codes.covers(wanted, iri) for iri in goods)


def _of_others(reader: Reader, row: Mapping[str, Any]) -> bool:
    """Whether one is handed up to a joint pledge from a part that the side asked for does not promise."""
    if "pledger" not in reader.filters:
        return False
    asked = {iri for side in reader.sides("pledger") for iri in (side, *homes(reader, side))}
    used = [str(iri) for iri in reader.store.objects(f"{row['benefit']}-why", PROV + "used")]
    events = {part for claim in used for part in reader.store.subjects("claim", claim)}
    parts = [iri for iri in events if iri != row["pledge"] and reader.store.holds(iri, "a", expand("Pledge"))]
    return bool(parts) and all(_is_anothers(reader, part, row["pledge"], asked) for part in parts)


def _is_anothers(reader: Reader, part: str, whole: str, asked: Collection[str]) -> bool:
    """Whether a part, or what it is part of inside the whole, is what another state promises."""
    inside = [iri for iri in (part, *wholes(reader, part)) if whole in wholes(reader, iri)]
    sides = [{str(side) for side in reader.store.objects(iri, "pledger")} for iri in inside]
    return any(any("/company/" not in side for side in each) and each.isdisjoint(asked) for each in sides)


def _goods(reader: Reader, row: Mapping[str, Any]) -> list[str]:
    """What a company makes that a conclusion rests on, else the goods of the part it stands in, else of its claims."""
    store = reader.store
    used = [str(iri) for iri in store.objects(f"{row['benefit']}-why", PROV + "used")]
    if made := [str(iri) for item in used for iri in store.objects(item, "product")]:
        return made
    told = sorted({part for claim in (*row["claims"], *used) for part in store.subjects("claim", claim)})
    parts = [iri for iri in told if store.holds(iri, "event", iri) and iri != row["pledge"]]
    named = [iri for iri in told if store.holds(iri, "a", expand("Goods"))]
    return [str(iri) for held in parts or named for iri in store.objects(held, "product")]


def _over(reader: Reader, row: Row, pledge: Values, grade: str | None) -> bool:
    """Whether another took its place, its deadline has passed, its end is asked for, or nobody tells of it now.

    What a report tells as in force, a contract of twenty years, runs on however long nobody tells of it, and so does
    what is built to order; of a contract for that it is told that there was one.
    """
    iri = row["pledge"]
    if overtaken(reader, iri) or passed_with_whole(reader, iri, pledge):
        return True
    claims = Sources.of(reader.store).claims(iri)
    if any(cancelling(claim.claim.evidence or "") for claim in claims) or of_past_year(reader, pledge, claims):
        return True
    runs = any(claim.status == "in_force" for claim in claims)
    runs = runs or (row["strength"] != _CONTRACTED and is_built_to_order(grade, claims))
    return not runs and over_in_silence(reader, iri, pledge, claims)


def _strongest_first(row: Mapping[str, Any]) -> tuple[int, bool, int, str, str]:
    done = codes.concept("activity", row["activity"]).rank or 0 if row["activity"] else 0
    return -strength.rank(row["strength"]), row["direction"] != "benefits", -done, row["company_label"], row["benefit"]
