"""A question in plain words: which questions of the catalogue it asks, with which filters, and what it leaves unread.

Comes in: a store and a sentence. Goes out: commands (`kg.asking.taken.Taken`), and for a text that asks whether, the
sentence before their answers (`kg.asking.verdicts`). Imports all floors below.
"""
