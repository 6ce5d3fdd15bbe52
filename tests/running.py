"""Runs `kg` in the process of the tests."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from kg.doors.cli import main


@dataclass
class Ran:
    """What a run of `kg` gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Its standard output as JSON."""
        found: dict[str, Any] = json.loads(self.out)
        return found


class Kg:
    """Runs `kg` in this process, in a folder of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.capsys, self.patch = capsys, patch

    def __call__(self, *args: object) -> Ran:
        """Runs a command line; what it leaves is in the test's own folder."""
        self.patch.setattr(sys, "argv", ["kg", *map(str, args)])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = self.capsys.readouterr()
        return Ran(code, out, err)
