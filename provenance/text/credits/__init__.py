"""The words of credits: datelines, credit lines, attributions, photo credits, and the gazetteer of outlets."""
