"""One question to a model behind an OpenAI-compatible address (Ollama, vLLM, llama.cpp's server, hosted ones).

Nothing but that address is called; redirects and proxies of the environment are not followed. Needs `httpx`.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.model.errors import InputError

__all__ = ["Chat", "Endpoint", "NoAnswerError"]

LONGEST_ANSWER = 1_000_000  # bytes; a record of a report is a hundredth of it
RETRIES = 3
LONGEST_WAIT = 30.0  # seconds between two tries, whatever the endpoint asks for


class NoAnswerError(Exception):
    """The endpoint gave no answer; the message says why."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers. The key is never printed or stored."""

    url: str  # up to and without /chat/completions
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0  # seconds for a whole answer
    answer_tokens: int = 4_000
    budget: int = 1_000_000  # tokens of all questions and answers together
    workers: int = 4

    @classmethod
    def of(cls, url: str | None, model: str | None, **more: Any) -> Endpoint:
        """From options, else TRADEKG_MODEL_URL and TRADEKG_MODEL; the key from TRADEKG_MODEL_KEY alone."""
        found = (url or os.environ.get("TRADEKG_MODEL_URL", ""), model or os.environ.get("TRADEKG_MODEL", ""))
        asked = (("--endpoint", "TRADEKG_MODEL_URL"), ("--model", "TRADEKG_MODEL"))
        for value, (option, name) in zip(found, asked, strict=True):
            if not value:
                raise InputError(f"the model-backed reader needs {option}, or the environment's {name}")
        if not found[0].startswith(("http://", "https://")):
            raise InputError(f"{found[0]}: the endpoint's address begins with http:// or https://")
        return cls(found[0].rstrip("/"), found[1], os.environ.get("TRADEKG_MODEL_KEY", ""), **more)


class Chat:
    """Asks an endpoint, and counts the tokens of all questions and answers."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.tokens = 0

    def ask(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> str:
        """One answer; tries again after 429 and 5xx. NoAnswerError says why there is none."""
        try:
            import httpx  # optional, and only this reader needs it
        except ModuleNotFoundError:
            raise InputError("the model-backed reader needs httpx: pip install 'tradekg[model]'") from None

        body = {
            "model": self.endpoint.model,
            "messages": messages,
            "temperature": 0,
            "max_tokens": self.endpoint.answer_tokens,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": schema},
            },
        }
        if self.tokens + len(json.dumps(messages)) // 4 > self.endpoint.budget:
            raise NoAnswerError(f"the budget of {self.endpoint.budget} tokens is used up")
        headers = {"Authorization": f"Bearer {self.endpoint.key}"} if self.endpoint.key else {}
        why = ""
        with httpx.Client(timeout=self.endpoint.timeout, follow_redirects=False, trust_env=False) as client:
            for n in range(RETRIES):
                try:
                    status, waits, data = _posted(
                        client, f"{self.endpoint.url}/chat/completions", body, headers, self.endpoint.timeout
                    )
                except httpx.HTTPError as error:
                    raise NoAnswerError(f"{self.endpoint.url} does not answer: {error!r}") from None
                if status == 200:
                    return self._content(data)
                why = f"{self.endpoint.url} answers {status}"
                if status != 429 and status < 500:
                    break
                if n + 1 < RETRIES:
                    time.sleep(min(waits if waits is not None else 2.0**n, LONGEST_WAIT))
        raise NoAnswerError(why)

    def _content(self, data: bytes) -> str:
        """The message of a completion, its tokens counted."""
        try:
            value = json.loads(data)
            content = value["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            raise NoAnswerError("the endpoint's answer is no completion") from None
        used = value.get("usage") or {}
        total = used.get("total_tokens") if isinstance(used, dict) else None
        self.tokens += total if isinstance(total, int) else len(data) // 4
        return content if isinstance(content, str) else ""


def _posted(
    client: Any, url: str, body: object, headers: Mapping[str, str], limit: float
) -> tuple[int, float | None, bytes]:
    """(status, seconds to wait, body) of a POST, read under one limit of time and size."""
    began, data = time.monotonic(), bytearray()
    with client.stream("POST", url, json=body, headers=headers) as answer:
        for piece in answer.iter_bytes():
            data += piece
            if len(data) > LONGEST_ANSWER:
                raise NoAnswerError(f"the answer is longer than {LONGEST_ANSWER} bytes")
            if time.monotonic() - began > limit:
                raise NoAnswerError(f"the answer took longer than {limit:g} s")
        asked = answer.headers.get("Retry-After", "")
        return answer.status_code, float(asked) if asked.replace(".", "", 1).isdigit() else None, bytes(data)
