"""What each question takes, as JSON Schema: the doors for programs and agents are described by it."""

from __future__ import annotations

from typing import Any

from kg.model import codes
from kg.query.filters import described
from kg.query.question import Question

__all__ = ["MOMENT", "parameters"]

MOMENT = {"as_of": "as things stood on this day", "known_by": "as far as it was told by this day"}
_POLICY = {"policy": "how one value is picked from rivals; latest unless told"}
_LISTED = (
    "kind",
    "basis",
    "strength",
    "novelty",
    "binding",
    "direction",
    "policy",
)  # parameters whose values stand in a code list
_DAYS = ("since", "until", "on", *MOMENT)


def parameters(question: Question) -> dict[str, dict[str, Any]]:
    """Name → schema with description, of a question's filters, the policy and the moment."""
    taken = {name: described()[name] for name in question.filters} | _POLICY | MOMENT
    return {name: _schema(name, text) for name, text in taken.items()}


def _schema(name: str, text: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1, "description": text}
    if name in _LISTED:
        schema["enum"] = [*codes.scheme(name)]
    if name == "status":  # several with commas between
        each = "|".join(codes.scheme(name))
        schema["pattern"] = f"^({each})(,({each}))*$"
    if name == "between":
        schema["enum"] = ["sides"]
    if name in _DAYS:
        schema["examples"] = ["2025-12-31"]
    return schema
