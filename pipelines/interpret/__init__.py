"""Interpret: mentions to observations of one article, channel statements, and rejections with reasons.

`records` holds what comes out. Nothing here depends on another article, a file or the clock.
"""
