"""What SpareKey promises, in the words that are shown everywhere."""

PROMISE = (
    "SpareKey never uses the network, and never writes your key anywhere unless you ask it to. "
    "Whoever controls this computer, its screen or its terminal can still see it."
)
