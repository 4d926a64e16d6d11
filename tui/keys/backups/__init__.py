"""Backups of authenticators and password managers: one file an app, all in `formats`."""
