"""Downloads of packages and pulls of container images, as measurements."""
