"""Communities as they already are: each module reads one dialect of files into a Charter."""
