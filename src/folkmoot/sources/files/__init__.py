"""Reading files for the sources: packed ones are unpacked on the way, with an end to it."""
