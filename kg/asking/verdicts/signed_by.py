"""Who signed agreements, in a sentence: the officials whom reports name for it, else the words in which it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.model import reference
from kg.model.claims import Agreement
from kg.model.phrases import filled, listed
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, by, cited

__all__ = ["signed_by"]

_SIGNED = "signed"
_SIGNERS = 4  # officials named of one agreement; more are counted
_ACCORDS = 4  # agreements told one by one; more are counted


def signed_by(reader: Reader, accords: Sequence[str], words: Mapping[str, str]) -> str:
    """Of each agreement (IRIs, the most told first) told as signed by whom; of the others that none is told so."""
    told, silent = [], []
    for iri in accords:
        claims = [claim for claim in Sources.of(reader.store).claims(iri) if _tells(claim, words["tells"])]
        label = reader.label(iri)
        if naming := [claim for claim in claims if _signers(claim)]:
            who = listed(dict.fromkeys(name for claim in naming for name in _signers(claim)), _SIGNERS)
            told.append(words["each"].format(label=label, who=who, by=by(naming)))
        elif claims:
            text = str(claims[0].claim.evidence).rstrip(".")
            told.append(words["quoted"].format(label=label, text=text, by=cited(claims[:1])[0]))
        else:
            silent.append(f"“{label}”")
    given = {"each": listed(told, _ACCORDS), "silent": listed(silent, _ACCORDS)}
    return filled(words["sentence" if told else "none"], given)


def _tells(claim: Statement, form: str) -> bool:
    signed = isinstance(claim.claim, Agreement) and claim.claim.status == _SIGNED
    return signed and bool(re.search(form, claim.claim.evidence or "", re.IGNORECASE))


def _signers(claim: Statement) -> list[str]:
    """The officials a claim tells of, by the names reference data has for them."""
    officials = claim.claim.officials if isinstance(claim.claim, Agreement) else ()
    return [reference.find_official(name) or name for name in officials]
