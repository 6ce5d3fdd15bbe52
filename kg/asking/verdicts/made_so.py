"""Whether a pledge was made, as far as told, and on whose word; who denies another of the few that are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from kg.asking.verdicts.denials import who_denies
from kg.asking.verdicts.stands_so import of_pledge, tell
from kg.asking.verdicts.verdict_words import spoken, words
from kg.ledger.status import DENIED, axis
from kg.model import phrases
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import by, reports_of
from kg.questions.benefits.one_side import one_sided
from kg.questions.beside import ONE_BY_ONE
from kg.questions.said import counted
from kg.questions.standing import EARLY
from kg.questions.whose import deniers, most_often

__all__ = ["made_so", "with_denied"]


def made_so(reader: Reader, row: Row, rows: Sequence[Row], claims: Sequence[Statement]) -> str:
    """Whether a pledge was made, as far as told, and on whose word."""
    told = words()["pledge"]
    denied = [claim for claim in claims if claim.status == DENIED]
    others = [claim for claim in claims if claim not in denied and axis(claim.status or "") == "grade"]
    number = len(reports_of(claims))
    given = {"reports": counted(number, "report"), "tell": tell(number), "whose": most_often(reader, row["pledge"])}
    given |= {"denied": str(len(reports_of(denied))), "by": who_denies(denied), "told": str(len(reports_of(others)))}
    given |= {"grade": spoken(row["grade"]), "label": str(row["label"])}
    if row["ending"] == DENIED or (denied and not others):
        return str(told["denied"].format(**given))
    if row["ending"]:
        ended = [claim for claim in claims if claim.status == row["ending"]]
        given |= {"ended": counted(len(reports_of(ended)), "report"), "ending": spoken(row["ending"]), "by": by(ended)}
        return str(told["over"].format(**{**given, "tell": tell(len(reports_of(ended)))}))
    if denied:
        stages = dict.fromkeys(spoken(stage) for claim in others if (stage := claim.status))
        return str(told["disputed"].format(**given, stages=phrases.listed(stages, len(stages), " or ")))
    if row["grade"] is None:
        return str(told["untold"].format(**given))
    if row["grade"] in EARLY:
        return str(told["early"].format(**given))
    alone = one_sided(reader, row["pledge"], reader.node(row["pledge"]), claims)
    if _denied_beside(rows, row):
        return str(told["against"].format(**given))
    if len(rows) > 1:
        return str(told["several"].format(**given))
    return str((told["one_sided"] if alone else told["yes"]).format(**given, sentence=alone))


def with_denied(reader: Reader, rows: Sequence[Row], told: Row, said: str) -> str:
    """What is said of the pledge that is told of most, with who denies others of the few that are asked for."""
    if not said or not (others := _denied_beside(rows, told)):
        return said
    denied = {row["label"]: [claim for claim in of_pledge(reader, row) if claim.status == DENIED] for row in others}
    of = words()["denied"]["of"]
    each = [of.format(label=label, who=deniers(claims), by=by(claims)) for label, claims in denied.items()]
    return str(words()["pledge"]["apart"].format(said=said.rstrip("."), each="; ".join(each)))


def _denied_beside(rows: Sequence[Row], told: Row) -> list[Row]:
    """Those of a few pledges that stand as denied, without the one that is told of most."""
    return [row for row in rows if row is not told and row["ending"] == DENIED] if len(rows) <= ONE_BY_ONE else []
