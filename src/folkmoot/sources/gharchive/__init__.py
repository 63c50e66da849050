"""GitHub Archive's hourly files: history that is never complete."""
