"""The door on the web: a read-only server whose handlers ask `TradeGraph` and say the answer over HTTP.

Needs the extra `tradekg[web]`. Comes in: requests. Goes out: JSON, pages, linked data, SPARQL results, feeds.
"""
