"""Meaning as numbers: sentence vectors, codes of documents, and alignment of sentences."""
