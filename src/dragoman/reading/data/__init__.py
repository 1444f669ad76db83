"""Tables of reading: the signs of a speaker."""
