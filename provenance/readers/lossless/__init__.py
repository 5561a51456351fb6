"""Records kept byte for byte, so that a cleaned corpus has the form of its input."""
