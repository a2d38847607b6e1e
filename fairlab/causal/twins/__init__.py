"""The same people under another value of an attribute, and the decisions that flip."""
