"""Reading pages for the sources: retries, rate limits, tokens, conditional requests."""
