"""tradekg: a knowledge graph of trade pledges that keeps what each report says, and why a firm is held to benefit.

`from kg import TradeGraph` is the Python door; what else is public stands in `__all__`. Names are imported when
they are first asked for, so that a module of the lower floors can be used without loading everything.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # for type checkers, which do not follow `__getattr__`
    from kg.graph import TradeGraph
    from kg.loaders.files import Refused
    from kg.model.errors import InputError, QueryError, StoreError, TradeError, UnknownName
    from kg.model.record import Record
    from kg.query.table import Table

__all__ = [
    "InputError",
    "QueryError",
    "Record",
    "Refused",
    "StoreError",
    "Table",
    "TradeError",
    "TradeGraph",
    "UnknownName",
]

_HOMES = {
    "TradeGraph": "kg.graph",
    "Record": "kg.model.record",
    "Refused": "kg.loaders.files",
    "Table": "kg.query.table",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "kg.model.errors")), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
