"""Evaluation: what the reader gets right on labelled articles, with intervals, and how its confidence is measured."""
