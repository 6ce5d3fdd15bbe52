"""One event's claims become its state: statuses, rivals, figures, strength, label, triples.

Comes in: a group of statements. Goes out: a `State` and its nodes, pure. Imports `model`, `store`, `identity`.
"""
