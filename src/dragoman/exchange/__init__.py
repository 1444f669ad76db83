"""Exchange: events in the formats of others, whole ledgers out and in, hand-kept lists beside what was read."""
