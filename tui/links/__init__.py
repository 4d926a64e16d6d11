"""Whose address a link, a sender or a message names. Opens nothing and resolves nothing."""
