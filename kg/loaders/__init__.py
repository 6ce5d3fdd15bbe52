"""Bytes of any kind become records: files and folders, texts through an extractor, the shipped world.

Comes in: paths and texts. Goes out: `Record`, or `Refused` with file, line and reason. Imports `model`.
"""
