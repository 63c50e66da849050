"""One file per question: each reads the homes, calls metrics and rules, and fills an Answer. Knows no page."""
