"""Why a company is held to benefit, and all that a reader must know beside it, in sentences with their sources."""
