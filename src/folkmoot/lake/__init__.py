"""The home of observed facts: Delta tables of events, measurements, coverage and sightings. Knows no forge."""
