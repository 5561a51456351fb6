"""Deduplication and provenance of news text."""

__version__ = "0.1.0"
