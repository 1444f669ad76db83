"""Data of briefs: how forms, channels and ranks are told."""
