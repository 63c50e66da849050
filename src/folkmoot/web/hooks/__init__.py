"""The intake of webhooks: what forges send is verified and kept before it is acknowledged."""
