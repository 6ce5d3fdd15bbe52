"""One file a question, named by the question, and the catalogue that every door asks.

Comes in: a store and filters. Goes out: a `Table`. Imports all floors below.
"""
