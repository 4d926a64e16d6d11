"""The reset as pure data and functions: no Textual, no files, no clock of its own."""
