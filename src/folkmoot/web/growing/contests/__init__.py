"""Contests: the live ones, entries, and the forms that declare and change one."""
