"""The commands that answer on plain text or JSON, one module each."""
