"""The conductor, only writer of derived triples: loading, what a change touches, the rules, the graph as it stood.

Comes in: records and decisions. Goes out: ledger and inferences in the store. Imports the
floors below.
"""
