"""The words everything else is written in: claims and records, amounts and dates, codes, decisions, errors.

Comes in: plain values and the code lists. Goes out: frozen models with their rules. Imports nothing of the project.
"""
