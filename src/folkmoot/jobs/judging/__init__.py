"""Judging what was handed in: unpacked with caps, run apart from everything else, scored, told in one sentence."""
