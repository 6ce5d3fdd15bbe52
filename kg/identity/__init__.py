"""Which claims are one event.

Comes in: statements and decisions. Goes out: groups of statements, the same whatever their order. Imports `model`.
"""
