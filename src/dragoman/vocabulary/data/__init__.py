"""Tables of the vocabulary."""
