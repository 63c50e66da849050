"""Readers of a group's README: its people, facts, ladder and meetings, in Chinese or English."""
