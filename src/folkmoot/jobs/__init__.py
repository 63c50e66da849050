"""The verbs that write: collect, publish, correct, demo. Idempotent and resumable; print nothing."""
