"""SpareKey: find out whether a saved 2FA key still works, or get the reset through."""

__version__ = "0.1.0"
