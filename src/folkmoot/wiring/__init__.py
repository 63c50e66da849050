"""Settings → objects. The only room that knows where things stand and what the secrets are."""
