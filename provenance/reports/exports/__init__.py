"""Exports: what a warehouse holds, in the forms that other programs read."""
