"""The first sentence on what each side gave for what: how agreements stand, who gave what, what a ruling reaches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from kg.model import dates
from kg.model.phrases import filled, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, cited
from kg.questions.benefits.benefit_words import capital
from kg.questions.fates import fate_said
from kg.questions.said import about, answer_words, as_of, counted, listed
from kg.questions.standing import wholes
from kg.questions.whose import told_over

__all__ = ["accords_said", "fate_told", "given", "with_fates"]

_ACCORDS = 6  # of so many agreements it is told how each stands
_ACTS = 2  # tariffs and the like named
_SIDES = 12  # countries named
_GIVEN = 5  # things given by one side


def given(reader: Reader, rows: Sequence[Row]) -> str:
    """What was given under which agreements and what became of it, or what a ruling reaches."""
    things = {(row["given"], row["given_label"]): row for row in rows}  # one may stand in several agreements
    often = {iri: len(row["reports"]) for (iri, _), row in things.items()}
    inside = {key: [often[iri] for iri in wholes(reader, key[0]) if iri in often] for key in things}
    parts = [
        key for key, told in inside.items() if told and max(told) >= often[key[0]]
    ]  # else the whole is little told
    whole = [row for key, row in things.items() if key not in parts]
    acts = [row for row in whole if "/measure/" in row["given"]]
    promised = [row for row in whole if row not in acts]
    more = f", beside {counted(len(parts), 'part')} of these" if parts else ""
    accords = list(dict.fromkeys(row["agreement"] for row in rows if row["agreement"]))  # the most told first
    said = [f"{counted(len(promised), 'pledge')} ({_states(promised)}{more})" if promised else ""]
    loose = sum(row["agreement"] is None for row in acts)
    apart = f"; {loose} of them under no agreement told of" if loose and accords else ""
    said += [f"{counted(len(acts), 'tariff')} or the like ({_states(acts)}{apart})" if acts else ""]
    told = with_fates(reader, sorted(acts, key=lambda row: (-len(row["reports"]), row["given_label"]))[:_ACTS])
    rates = f"; of tariffs and the like, told most often: {listed(told)}" if told else ""
    if ruled := _ruled(reader):
        if not accords:
            reached = f"it reaches, {about(reader, 'ruling')} under no agreement told of: {listed(said)}{rates}"
            return _with_ruling(reader, ruled, reached)
        givers = {name for row in acts for name in row["given_by"]}
        sides = (label for iri in accords for label in reader.labels(reader.node(iri), "party"))
        with_whom = listed(
            list(dict.fromkeys(map(with_article, (side for side in sides if side not in givers)))), _SIDES
        )
        named = listed([f"“{reader.label(iri)}”" for iri in accords])
        of_one = "country" in reader.filters  # then how each stands is asked too
        which = f", {accords_said(reader, accords)}" if of_one else f" with {with_whom} ({named})"
        under = f"{counted(len(accords), 'agreement')} {about(reader, 'ruling')}{which}"
        return _with_ruling(reader, ruled, f"it reaches what was given under {under}: {listed(said)}{rates}")
    if "pledge" in reader.filters and accords and (back := _in_return(reader, whole, accords)):
        return back
    if 0 < len(accords) <= _ACCORDS:
        these = "it" if len(accords) == 1 else "them"
        under_them = _by_side(reader, [row for row in whole if row["agreement"]])
        return f"{accords_said(reader, accords)}. Given under {these}: {under_them}{as_of(reader)}"
    under = counted(len(accords), "agreement") if accords else "no agreement told of"
    return f"given under {under} {about(reader)}: {listed(said)}{rates}"


def _in_return(reader: Reader, rows: Sequence[Row], accords: Sequence[str]) -> str:
    """What other sides gave for a pledge, and under which agreements; empty where nothing is told of it."""
    asked = {reader.filters["pledge"], *wholes(reader, reader.filters["pledge"])}
    makers = {name for iri in asked for name in reader.labels(reader.node(iri), "pledger")}
    others = [row for row in rows if row["given"] not in asked and makers.isdisjoint(row["given_by"])]
    if not others:
        return ""
    given_back = {"label": reader.label(reader.filters["pledge"]), "given": _by_side(reader, others)}
    given_back["accords"] = listed([f"“{reader.label(iri)}”" for iri in accords])
    return filled(answer_words()["in_return"]["sentence"], given_back)


def _by_side(reader: Reader, rows: Sequence[Row]) -> str:
    """What each side gave, the most told first, and of what does not stand what became of it."""
    gave: dict[str, dict[str, Row]] = {}
    for row in sorted(rows, key=lambda row: -len(row["reports"])):
        gave.setdefault(listed([*map(with_article, row["given_by"])]), {}).setdefault(row["given"], row)
    told = []
    asked = reader.label(reader.side("country")) if reader.side("country") else ""
    for side, held in sorted(gave.items(), key=lambda item: with_article(asked) not in item[0] if asked else False):
        shown = [*held.values()][: _GIVEN if len(held) <= _GIVEN else _GIVEN - 1]
        more = [f"{len(held) - len(shown)} more"] if len(held) > len(shown) else []
        things = [*with_fates(reader, shown), *more]
        told.append(f"by {side or 'a side not told'}: {listed(things, len(things))}")
    return "; ".join(told)


def with_fates(reader: Reader, rows: Sequence[Row], say: Callable[[Reader, Row], str] | None = None) -> list[str]:
    """Things given, as they are named or as `say` has them, those of one fate together, so that it is told once.

    What stands is told without a word.
    """
    fates: dict[str, list[str]] = {}
    for row in rows:
        named = say(reader, row) if say else f"“{reader.label(row['given'])}”"
        fates.setdefault("" if row["state"] == "stands" else fate_told(row), []).append(named)
    each = {fate: "each " if len(labels) > 1 else "" for fate, labels in fates.items()}
    return [
        told
        for fate, labels in fates.items()
        for told in ([f"{listed(labels, len(labels))} ({each[fate]}{fate})"] if fate else labels)
    ]


def accords_said(reader: Reader, accords: Sequence[str]) -> str:
    """Agreements, how each stands and over which days it is told of: "(signed; told of 2025-07-27 – 2026-05-20)"."""
    told = []
    for iri in accords:
        values = reader.node(iri)
        status = ", ".join(filter(None, (reader.status(iri, values, axis) for axis in ("grade", "ending"))))
        days = " – ".join(dict.fromkeys(dates.say(day) for day in reader.told(values) if day))
        days = f"told of {days}" if days else ""
        stands = [status.replace("_", " ") or "of unknown standing", told_over(reader, iri), days]
        told.append(f"“{reader.label(iri)}” ({'; '.join(filter(None, stands))})")
    return listed(told)


def _with_ruling(reader: Reader, ruled: str, reached: str) -> str:
    """What a ruling decided and then what it reaches; of one country that is what is asked, and goes first."""
    if "country" not in reader.filters:
        return f"{ruled}{capital(reached)}"
    return f"“{reader.label(reader.filters['ruling'])}”: {reached}. {ruled.rstrip()}"


def _ruled(reader: Reader) -> str:
    """What a ruling that is asked for decided, before what it reaches."""
    if "ruling" not in reader.filters:
        return ""
    iri = reader.filters["ruling"]
    told = counted(reader.reports(iri), "report")
    claims = Sources.of(reader.store).claims(iri)
    words = {claim.iri: {*re.findall(r"\w{4,}", f"{claim.claim.evidence}".casefold())} for claim in claims}
    often = Counter(word for held in words.values() for word in held)
    vote = re.compile(answer_words()["ruling"]["vote"], re.IGNORECASE)

    def tells(claim: Statement) -> tuple[bool, int, str, str]:
        """Whether it has the vote, how much of what others tell; of several the earliest."""
        shared = sum(often[word] for word in words[claim.iri])
        return not vote.search(claim.claim.evidence or ""), -shared, str(claim.published or "9999"), claim.iri

    best = min((claim for claim in claims if claim.claim.evidence), key=tells, default=None)
    if best is None:
        effect = str(reader.first(reader.node(iri), "effect") or "").strip(" .")
        return f"“{reader.label(iri)}”, told by {told}{': ' if effect else ''}{effect}. "
    return f"“{best.claim.evidence}” ({cited([best])[0]}): “{reader.label(iri)}”, told by {told}. "


def _states(rows: Sequence[Row]) -> str:
    states = Counter("standing" if row["state"] == "stands" else row["state"].replace("_", " ") for row in rows)
    return ", ".join(f"{number} {state}" for state, number in sorted(states.items()))


def fate_told(row: Row) -> str:
    """What became of an act: its state, and what came in its place."""
    after = f" by {listed(row['replaced_by'])}" if row["replaced_by"] else ""
    why = f": {row['why']}" if row["state"] == "ended" and row["why"] and not after else ""
    return f"{fate_said(row['state'])}{after}{why}"
