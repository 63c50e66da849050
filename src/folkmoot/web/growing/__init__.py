"""Views of the growth programmes: a folder for each family of them, and what they share."""
