"""On whose word one pledge is part of another or took its place: which reports tell it, or what was decided.

A relation is a report's own word, or a decision with its reason; what only a decision says is no report's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import reference
from kg.model.phrases import few_told, filled, listed
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, by, cited
from kg.questions.benefits.also_told import gives, money_given
from kg.questions.benefits.benefit_words import Said, urls, words

__all__ = ["holds", "inside", "is_told", "joined", "on_whose_word", "proof_of_part", "step_by_step"]

_REASONS = 3  # told of the decisions that join reports; more are counted


def on_whose_word(reader: Reader, one: str, relation: str, other: str) -> Said:
    """The reports that tell it, else the decision and its reason, as words in brackets; with the addresses."""
    if told := _telling(reader, one, relation, other):
        return Said(by(told), urls(told[:1]))
    decision = max(Sources.of(reader.store).decisions(one, relation, other), key=lambda made: made.rank)
    return Said(filled(words()["tie"]["decided"], {"day": decision.on.isoformat(), "why": decision.why}))


def is_told(reader: Reader, one: str, relation: str, other: str) -> bool:
    """Whether a report tells it itself."""
    return bool(_telling(reader, one, relation, other))


def holds(reader: Reader, deal: str, pledge: str) -> Said | None:
    """On whose word an agreement contains a pledge; None where nobody's is kept."""
    known = is_told(reader, deal, "contains", pledge) or Sources.of(reader.store).decisions(deal, "contains", pledge)
    return on_whose_word(reader, deal, "contains", pledge) if known else None


def joined(reader: Reader, pledge: str) -> Iterator[Said]:
    """That reports are held to tell of one pledge by decisions, with their reasons: its standing may rest on them."""
    made = Sources.of(reader.store).joining(pledge)
    reasons = (filled(words()["tie"]["reason"], {"why": each.why, "day": each.on.isoformat()}) for each in made)
    if told := list(dict.fromkeys(reasons)):
        yield Said(filled(words()["tie"]["joined"], {"reasons": few_told(told, _REASONS)}))


def inside(reader: Reader, part: str, whole: str) -> Said:
    """On whose word a pledge is part of another, however many steps up."""
    steps = _steps(reader, part, whole)
    told = [_telling(reader, near, "part_of", far) for near, far in steps]
    first = [claims[0] for claims in told if claims]
    decided = [
        on_whose_word(reader, near, "part_of", far)
        for (near, far), claims in zip(steps, told, strict=True)
        if not claims
    ]
    reports = [by([claim for claims in told for claim in claims])] if first else []
    if told[-1] and (other := _other_sum(reader, told[-1], whole)):
        reports = [f"{reports[0]}, {other}"]
    return Said("; ".join([*reports, *(each.sentence for each in decided)]), urls(first))


def step_by_step(reader: Reader, part: str, whole: str) -> Said:
    """How a part is counted in a whole, each step on whose word: that of several reports is told by none of them."""
    steps = _steps(reader, part, whole)
    told = [on_whose_word(reader, near, "part_of", far) for near, far in steps]
    names = [f"“{reader.label(far)}”" for _, far in steps[:-1]] + [words()["steps"]["whole"]]
    first, *rest = (f"{name} ({each.sentence})" for name, each in zip(names, told, strict=True))
    said = [first, *(filled(words()["steps"]["then"], {"whole": each}) for each in rest)]
    sentence = filled(words()["steps"]["part"], {"steps": listed(said, len(said), words()["steps"]["last"])})
    return Said(sentence, tuple(url for each in told for url in each.urls))


def _other_sum(reader: Reader, telling: Sequence[Statement], whole: str) -> str:
    """The sums that those who tell a part give its whole, where none of them gives the one of its label."""
    reports = {claim.report_iri for claim in telling}
    own = [claim for claim in Sources.of(reader.store).claims(whole) if claim.report_iri in reports]
    label = reader.label(whole)
    given = [] if any(gives(label, claim) for claim in own) else [each for claim in own for each in money_given(claim)]
    held = [each for each in dict.fromkeys(given) if each not in label]  # nor an end of its range
    return filled(words()["tie"]["other_sum"], {"sums": listed(held, len(held), " or ")}) if held else ""


def proof_of_part(
    reader: Reader, part: str, whole: str, names: Sequence[str]
) -> Iterator[tuple[Statement | None, str]]:
    """Step by step up to the whole: a claim that tells the nearer as part of the farther, and how.

    Of several first one whose sentence has one of the `names` of who stands in the part. No claim where only a decision
    says so.
    """
    for near, far in _steps(reader, part, whole):
        told = _telling(reader, near, "part_of", far)
        given = {"part": reader.label(near), "whole": reader.label(far)}
        if told:
            shown = max(
                told,
                key=lambda claim: (
                    reference.names(claim.claim.evidence or "", names),
                    *_telling_most(claim, _of_whole(reader, claim, far)),
                ),
            )
            given |= {"quote": shown.claim.evidence or "", "said": _of_whole(reader, shown, far), "who": by(told)}
            given["source"] = cited([shown])[0]
            yield shown, filled(words()["tie"]["inside"], given)
        else:
            given |= {"who": on_whose_word(reader, near, "part_of", far).sentence}
            yield None, filled(words()["tie"]["decided_inside"], given)


def _telling_most(claim: Statement, whole: str) -> tuple[bool, bool, bool]:
    """Figures of both pledges prove most; of equal proofs the first dated one."""
    figures = [any(letter.isdigit() for letter in text) for text in (whole, claim.claim.evidence or "")]
    return all(figures), whole != "", claim.report.published is not None


def _steps(reader: Reader, part: str, whole: str) -> list[tuple[str, str]]:
    """The steps from a part to a whole, by a shortest way."""
    ways, waiting = {part: list[tuple[str, str]]()}, [part]
    for at in waiting:  # grows as it goes
        for far in map(str, reader.store.objects(at, "partOf")):
            if far not in ways:
                ways[far] = [*ways[at], (at, far)]
                waiting.append(far)
    return ways[whole]


def _of_whole(reader: Reader, claim: Statement, whole: str) -> str:
    """What the report of a claim says of the whole, if that is another sentence."""
    held = [item for item in Sources.of(reader.store).claims(whole) if item.report_iri == claim.report_iri]
    return next((text for item in held if (text := item.claim.evidence or "") != claim.claim.evidence), "")


def _telling(reader: Reader, one: str, relation: str, other: str) -> list[Statement]:
    """The claims of a pledge whose reports put it so to another."""
    told = Sources.of(reader.store)
    held = [item for item in told.claims(one) if relation not in item.decided or _says_so(told, item, relation)]
    return [item for item in held if other in map(told.event, told.referred(item, relation))]


def _says_so(told: Sources, claim: Statement, relation: str) -> bool:
    """Whether a report puts it as a decision does that repeats it."""
    kept = (item for item in claim.record.claims() if (item.KIND, item.id) == (claim.claim.KIND, claim.claim.id))
    ref = getattr(next(kept), relation, None)
    return ref is not None and told.local(claim, ref) in told.referred(claim, relation)
