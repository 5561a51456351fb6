"""Lossless reading: records with their bytes or table rows, so that a cleaned corpus keeps the form of its input."""
