"""Pages: a view of the graph as one self-contained HTML file, or as a pyvis network to drag about."""
