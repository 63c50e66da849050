"""The home of declared facts: YAML (or a community as it already is) at a commit → Charter. Touches no network."""
