"""The reader that asks a model behind any OpenAI-compatible address; the grammar reads where it fails.

The grammar finds and numbers what a text holds, the model chooses and quotes, grounding drops what the text does not
bear out. Text is data: the model has no tools, and no address in a text is followed. Needs `httpx` (`kg[model]`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from kg.loaders import doubts, model_answer
from kg.loaders.endpoint import Chat, Endpoint, NoAnswerError
from kg.loaders.grammar import Rules, split
from kg.loaders.grounding import Dropped, ground
from kg.loaders.places import found
from kg.model.claims import Measure, Pledge
from kg.model.iris import digest
from kg.model.record import Record, Report

__all__ = ["ModelReader"]

CHUNK = 6_000  # characters of text in one question
LEAD = 600  # characters of title and lead repeated before each later part


@cache
def _prompt() -> tuple[str, str]:
    """(version, template) of the prompt."""
    text = (Path(__file__).parent / "prompts" / "read.txt").read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    return first.removeprefix("version: "), rest


class ModelReader:
    """Reads the article with the model, headlines below it with the grammar.

    `notes` tells what was dropped and where the grammar had to read; `on_progress` is told of parts read.
    """

    def __init__(
        self, endpoint: Endpoint, cache: Path | None = None, on_progress: Callable[[str, int, int], None] | None = None
    ) -> None:
        self.endpoint = endpoint
        self.name = f"model {endpoint.model}, prompt {_prompt()[0]}"
        self.notes: list[str] = []
        self.dropped: list[Dropped] = []
        self._chat = Chat(endpoint)
        self._cache = cache
        self._progress = on_progress or (lambda name, done, whole: None)

    def __call__(self, text: str, report: Report, /) -> list[Record]:
        """See `Extractor`. What fails falls back on the grammar, and says so in `notes`."""
        by_rules = Rules()(text, report)
        parts = split.split(split.clean(text))
        article = text[: max((line.end for line in parts.article), default=0)]
        if not article.strip():
            return by_rules
        chunks = list(_chunks(article))
        own = by_rules[0].report.model_copy(update={"extractor": self.name})
        found: list[Record | None] = []
        with ThreadPoolExecutor(self.endpoint.workers) as pool:
            for made in pool.map(lambda chunk: self._part(chunk[0], chunk[1], own), chunks):
                found.append(made)
                self._progress("read by the model", len(found), len(chunks))
        if any(each is None for each in found):
            return by_rules
        joined = _joined([each for each in found if each], own, by_rules[0])
        return [self._agreed(joined, by_rules[0], text), *by_rules[1:]]

    def _part(self, lead: str, chunk: str, report: Report) -> Record | None:
        """The record of one part of a text, None where no valid answer came in two tries."""
        text = f"{lead}\n\n{chunk}" if lead else chunk
        known = model_answer.numbered(text, report)
        version, template = _prompt()
        mark = f"=== report {digest(text)} ==="
        filled = {"schema": json.dumps(model_answer.schema()), "mark": mark, **known.listed(), "text": text}
        messages = [{"role": "user", "content": _filled(template, filled)}]
        key = digest(text, self.endpoint.model, version, filled["schema"], length=64)
        if (kept := self._kept(key)) is not None and (made := model_answer.parsed(kept, known)[0]) is not None:
            return model_answer.claims_of(made, known, report)
        for _ in range(2):
            try:
                answer = self._chat.ask(messages, model_answer.schema())
            except NoAnswerError as error:
                self.notes.append(f"read by the grammar: {error}")
                return None
            made, fault = model_answer.parsed(answer, known)
            if made is not None:
                self._keep(key, answer)
                return model_answer.claims_of(made, known, report)
            messages = [
                messages[0],
                {"role": "assistant", "content": answer[:4_000]},
                {"role": "user", "content": f"This is not valid: {fault}. Answer again, with the JSON object alone."},
            ]
        self.notes.append(f"read by the grammar: no valid answer in two tries ({fault})")
        return None

    def _agreed(self, record: Record, by_rules: Record, text: str) -> Record:
        """The model's record as far as the text bears it out, without claims whose direction the grammar reverses."""
        done = ground(record, text)
        dropped, value = list(done.dropped), done.record.dump()
        reason, places, unsure = "the grammar reads the sides the other way round", {}, []
        for name in ("pledges", "measures"):
            against, held = getattr(by_rules, name), getattr(done.record, name)
            turned = [each for each in held if any(_reversed(each, other) for other in against)]
            places[name] = [n for n, each in enumerate(held) if each not in turned]
            value[name] = [value[name][n] for n in places[name]]
            dropped += [Dropped(name, each.evidence or "", reason) for each in turned]
            unsure += [_turned(each, reason, text) for each in turned]
        value["doubts"] = [*doubts.moved(value.get("doubts", ()), places), *unsure]
        self.dropped += dropped
        self.notes += [f"dropped: {each}" for each in dropped]
        return Record.of(value)

    def _kept(self, key: str) -> str | None:
        path = self._cache / f"{key}.json" if self._cache else None
        return path.read_text(encoding="utf-8") if path and path.exists() else None

    def _keep(self, key: str, answer: str) -> None:
        if self._cache:
            self._cache.mkdir(parents=True, exist_ok=True)
            (self._cache / f"{key}.json").write_text(answer, encoding="utf-8")


def _turned(claim: Pledge | Measure, reason: str, text: str) -> dict[str, Any]:
    place = found(text, claim.evidence) if claim.evidence else None
    bare = {name: value for name, value in claim.dump().items() if name != "spans"}
    return doubts.doubt("unclear_relation", claim.FIELD, bare, reason, claim.evidence, place)


def _filled(template: str, values: Mapping[str, str]) -> str:
    """A template with its marks filled in, in one pass: what a text holds is never read as a mark."""
    out, at = [], 0
    while (start := template.find("{", at)) >= 0:
        end = template.find("}", start)
        out += [template[at:start], values[template[start + 1 : end]]]
        at = end + 1
    return "".join([*out, template[at:]])


def _chunks(text: str) -> Iterator[tuple[str, str]]:
    """(title and lead, part) of a text; of the first part the lead is empty, for it holds it."""
    lead, start = text[:LEAD], 0
    while start < len(text):
        end = len(text) if len(text) - start <= CHUNK else text.rfind("\n", start + 1, start + CHUNK)
        end = end if end > start else min(len(text), start + CHUNK)
        yield ("" if start == 0 else lead, text[start:end])
        start = end


def _joined(parts: list[Record], report: Report, by_rules: Record) -> Record:
    """The claims of all parts, each once; what a text lists beside claims is the grammar's."""
    value = by_rules.dump()
    value["report"] = report.dump()
    for kind in ("pledges", "measures", "talks", "agreements"):
        seen: dict[str, Any] = {}
        for part in parts:
            for claim in part.dump()[kind]:
                claim.pop("spans", None)  # into the part, not into the text
                seen.setdefault(json.dumps(claim, sort_keys=True), claim)
        value[kind] = list(seen.values())
    value["deliveries"] = []
    for part in parts:
        for names in ("companies", "agencies"):
            known = {each["name"] for each in value[names]}
            value[names] += [each for each in part.dump()[names] if each["name"] not in known]
    return Record.of(value)


def _reversed(ours: Pledge | Measure, other: Pledge | Measure) -> bool:
    """Whether two readings of one figure have its sides the other way round."""
    if isinstance(ours, Pledge) and isinstance(other, Pledge):
        figures = {(each.unit, each.value, each.high) for each in ours.amounts}
        same = any((each.unit, each.value, each.high) in figures for each in other.amounts)
        return same and bool(other.recipients) and set(ours.pledgers) <= set(other.recipients)
    if isinstance(ours, Measure) and isinstance(other, Measure):
        same = ours.rate_percent is not None and ours.rate_percent == other.rate_percent and ours.kind == other.kind
        return same and ours.imposer in other.targets and other.imposer in ours.targets
    return False
