"""The drop folder: CSV and JSON files of whatever has no API, by a declared mapping."""
