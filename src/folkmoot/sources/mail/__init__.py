"""Mailing lists: mbox files and HyperKitty archives."""
