"""Data of the ledger."""
