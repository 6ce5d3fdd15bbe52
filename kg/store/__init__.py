"""Triples at rest: the engine behind a few methods, and the one converter between records and quads.

Comes in: records, nodes, N-Quads. Goes out: the same, read back. Imports `model`.
"""
