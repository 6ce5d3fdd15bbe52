"""What can be drawn and written, by name: all that a help text needs to know of this room."""

from __future__ import annotations

__all__ = ["ENGINES", "NETWORKS", "VIEWS"]

VIEWS = {"home": "the first page", "pledge": "one pledge, with every report of it"}  # name → what it shows
ENGINES = ("viewer", "pyvis")
NETWORKS = (".graphml", ".json")  # suffixes of a network file
