"""Dragoman reads news and state media and keeps a ledger of who engaged whom across borders."""

__version__ = "0.1.0.dev0"
