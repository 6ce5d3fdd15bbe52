"""Text → records: rules that read reports on trade, and the shape any other extractor must have."""

from __future__ import annotations

from kg.loaders.grammar.article import LONGEST, Rules, extract
from kg.loaders.grammar.split import front_matter

__all__ = ["LONGEST", "Rules", "extract", "front_matter"]
