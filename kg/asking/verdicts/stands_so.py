"""Whether a pledge stands as is asked: signed, withdrawn; of a few pledges, whether each does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.asking.verdicts.verdict_words import spoken, words
from kg.model import phrases
from kg.model.claims import Pledge
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, quoted, reports_of
from kg.questions.beside import ONE_BY_ONE
from kg.questions.said import counted, listed, status_of
from kg.questions.standing import KEPT

__all__ = ["each_stands", "of_pledge", "stands_so", "tell"]

_QUOTED = 2  # sentences quoted that tell against how a pledge stands


def tell(number: int, verb: str = "tell") -> str:
    """The verb behind a number of reports."""
    return f"{verb}s" if number == 1 else verb


def each_stands(reader: Reader, rows: Sequence[Row], asked: Sequence[str], words_of: str = "stands") -> str:
    """Of a few pledges whether each stands as is asked, the latest told first; nothing of one, or of more."""
    some = [row for row in rows if not row["replaced_by"]]
    if not 1 < len(some) <= ONE_BY_ONE or reader.statuses:
        return ""
    some.sort(key=lambda row: reader.told(reader.node(row["pledge"]))[1] or "", reverse=True)
    of = words()["pledge"]["of"]
    each = ((of.format(label=row["label"]), stands_so(row, of_pledge(reader, row), asked, words_of)) for row in some)
    return " ".join(map("".join, each))


def of_pledge(reader: Reader, row: Row) -> list[Statement]:
    """The claims of a pledge (row of `pledges`) that are promises."""
    return [claim for claim in Sources.of(reader.store).claims(row["pledge"]) if isinstance(claim.claim, Pledge)]


def stands_so(row: Row, claims: Sequence[Statement], asked: Sequence[str], words_of: str = "stands") -> str:
    """Whether a pledge stands as is asked: signed, withdrawn; or how firm, in the words for that."""
    said = words()[words_of]
    found = [claim for claim in claims if claim.status in asked or (claim.status in KEPT and {*asked} & {*KEPT})]
    held = {row["grade"], row["ending"], row["delivery"]}
    status = " or ".join(map(spoken, asked))
    given = {"status": status, "stands": spoken(status_of(row)) or "of unknown standing", "by": by(found)}
    number = len(reports_of(claims))
    given |= {
        "told": str(len(reports_of(found))),
        "reports": counted(number, "report"),
        "tell": tell(len(reports_of(found))),
    }
    texts = [quoted(claim) for claim in found or claims if re.search(said["tells"], claim.claim.evidence or "", re.I)]
    given["texts"] = listed(list(dict.fromkeys(texts[-_QUOTED:])), _QUOTED) if texts else ""
    if not found:
        return phrases.filled(said["no"], given)
    stands = not held.isdisjoint(asked) or (row["grade"] in KEPT and not {*asked}.isdisjoint(KEPT))
    return phrases.filled(said["yes" if stands else "some"], given)
