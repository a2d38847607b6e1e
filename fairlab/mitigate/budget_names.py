"""A budget that is no share, and the strategy that it is taken from; known without any library."""

BASELINE = "baseline"
RECALL = "recall"
