"""Chapters: their pages, events and the door, recruitment rounds, and what waits."""
