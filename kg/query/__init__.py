"""How anything is asked of the store: the reader of the questions, names, sources, tables, guarded SPARQL.

Comes in: a store, filters, a query. Goes out: rows of a `Table`. Imports `model` and `store`.
"""
