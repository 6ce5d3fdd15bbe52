"""tradekg: a knowledge graph of trade pledges that keeps what each report says, and why a firm is held to benefit."""
