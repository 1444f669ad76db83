"""Tables of grounding: people, places, outlets."""
