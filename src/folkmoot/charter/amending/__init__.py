"""Planned changes of declarations: the files as they would be, with comments, order and layout kept."""
