"""What is read: the corpus in canonical order, its records chunk by chunk, and the folder in which output is staged."""
