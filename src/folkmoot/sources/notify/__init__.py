"""Telling people: mail and webhooks of chats, for notices and digests."""
