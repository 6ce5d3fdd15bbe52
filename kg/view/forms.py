"""What can be drawn and written, by name: all that a help text needs to know of this room."""

from __future__ import annotations

__all__ = ["ENGINES", "NETWORKS", "VIEWS"]

VIEWS = {  # name → what it shows
    "home": "the first page",
    "pledge": "one pledge, with every report of it",
    "company": "what a company gains and loses",
    "country": "what a country or bloc promised and was promised",
    "pair": "two sides on one line of days",
    "official": "what is known of an official",
    "product": "what leads to goods",
    "overview": "pledges between countries",
    "timeline": "how pledges moved",
    "delivery": "promised and delivered",
    "sparql": "what a CONSTRUCT or DESCRIBE gives",
    "tariff": "tariffs of one side on another",
}
ENGINES = ("viewer", "pyvis")
NETWORKS = (".graphml", ".json")  # suffixes of a network file
