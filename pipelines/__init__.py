"""Clusterbook: what raw articles state about industrial clusters, as a warehouse that leads back to the words.

The public functions load what they need on first use; importing the package loads nothing heavy.
"""
