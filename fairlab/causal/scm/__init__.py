"""Structural causal models: how a node follows from its parents and its own noise."""
