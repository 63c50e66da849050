"""Pages on which a community decides: motions, meetings, elections, rounds, proposals, releases. Each part has its own addresses."""
