"""MindSpore's and openEuler's community repositories, read as they are: rosters, READMEs, notes and proposals."""

from folkmoot.charter.dialects.mindspore.reading import read, recognises

__all__ = ["read", "recognises"]
