"""The tree of errors: everything the package raises on purpose is a `TradeError`.

TradeError
├── InputError      a file, record, field or argument is wrong; the message names it and says what is allowed
│   ├── UnknownName a code, question or name that is in no list
│   └── AmountError amounts of different units or recurrences were mixed
├── QueryError      a SPARQL query is refused or failed
│   └── QueryLimitError   it takes longer, or gives or needs more than is allowed
└── StoreError      the store cannot be opened, read or written
"""

from __future__ import annotations

__all__ = ["AmountError", "InputError", "QueryError", "QueryLimitError", "StoreError", "TradeError", "UnknownName"]


class TradeError(Exception):
    """Base of all errors raised on purpose; its text is meant for the user."""


class InputError(TradeError):
    """Something handed in is wrong; says where and what is allowed."""


class UnknownName(InputError):  # noqa: N818  # the message says what is in no list, and what is
    """A code, question or name that stands in no list."""


class AmountError(InputError):
    """Amounts that cannot be put together: different units or recurrences."""


class QueryError(TradeError):
    """A SPARQL query is refused or failed."""


class QueryLimitError(QueryError):
    """A query takes longer, or gives or needs more than is allowed."""


class StoreError(TradeError):
    """The store cannot be opened, read or written."""
