"""Who is who as others keep it: SortingHat exports, CNCF's affiliations and ``.mailmap`` files become corrections."""
