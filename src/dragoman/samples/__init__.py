"""Texts that the demo reads."""
