"""Views of the growth programmes: contests first."""
