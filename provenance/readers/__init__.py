"""A path to documents: one file for a family of formats."""
