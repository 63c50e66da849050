"""The demo community: an invented charter and lake of any size; the same plan gives the same bytes."""
