"""Readers of rosters: each turns one kind of file into claims with places, and judges nothing."""
