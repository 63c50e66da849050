"""Git histories: local or bare repositories and bundles."""
