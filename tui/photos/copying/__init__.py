"""The rooms of the clean copy: reading files strictly, copying by allow-lists, re-encoding."""
