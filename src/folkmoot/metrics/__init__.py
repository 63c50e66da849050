"""One function per metric: (events, scope) → Ibis table. Runs nothing."""
