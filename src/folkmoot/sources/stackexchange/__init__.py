"""Dumps of Stack Overflow and its sister sites."""
