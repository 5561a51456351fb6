"""Compiled loops: the only importer of numba."""
