"""Content: pieces, their pipeline, calendar, feeds, forms, and channels."""
