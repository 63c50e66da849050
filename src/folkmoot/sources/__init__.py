"""Forges and other places where things happen: one complete folder each, none knows another."""
