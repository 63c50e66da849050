"""The nouns of the house: frozen dataclasses and the error tree. Imports nothing of ours."""
