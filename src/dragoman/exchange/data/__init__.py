"""Tables of the exchange formats; each names its source."""
