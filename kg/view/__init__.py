"""Pages and pictures of answers.

Comes in: answers. Goes out: one self-contained HTML file, or a graph for networkx and pyvis. Imports
`questions` and below.
"""
