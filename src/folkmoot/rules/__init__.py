"""Pure judgement on nouns: who is who, and later ladders, tallies, contests. Reads and writes nothing."""
