"""The flows of events: each turns beginnings, or the calendar, into rows of the lake."""
