"""What can be drawn and written, by name: all that a help text needs to know of this room."""

from __future__ import annotations

__all__ = ["ENGINES", "NETWORKS", "VIEWS"]

VIEWS = ("pledge",)
ENGINES = ("viewer", "pyvis")
NETWORKS = (".graphml", ".json")  # suffixes of a network file
