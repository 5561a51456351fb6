"""What is read: the corpus, its records one by one, and the folder in which output is prepared."""
