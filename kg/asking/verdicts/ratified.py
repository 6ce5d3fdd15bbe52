"""Whether an agreement was ratified, in the sentences of reports that tell of that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.model.phrases import few_told, filled
from kg.query.reader import Reader
from kg.query.sources import Sources, quoted

__all__ = ["ratified"]

_QUOTED = 3  # sentences quoted, the latest first; more are counted


def ratified(reader: Reader, accords: Sequence[str], words: Mapping[str, str]) -> str:
    """What is told of the ratification of agreements (IRIs); that nothing is, with how the first one stands."""
    claims = [item for iri in accords for item in Sources.of(reader.store).claims(iri)]
    telling = [item for item in claims if re.search(words["tells"], item.claim.evidence or "", re.IGNORECASE)]
    latest = sorted(telling, key=lambda item: (str(item.published or ""), item.iri), reverse=True)
    if latest:
        return filled(words["told"], {"texts": few_told(list(dict.fromkeys(map(quoted, latest))), _QUOTED)})
    first = accords[0]
    grade = (reader.status(first, reader.node(first), "grade") or "of unknown standing").replace("_", " ")
    return filled(words["none"], {"label": reader.label(first), "grade": grade})
