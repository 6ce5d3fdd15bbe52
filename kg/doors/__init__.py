"""How people and programs come in: the command line; bodies of a few lines over `kg.graph`.

Comes in: arguments. Goes out: rows and pages. Imports everything below.
"""
