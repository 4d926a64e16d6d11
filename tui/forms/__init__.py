"""What each kind of step shows, as rows of plain data: no Textual, so it can be read and tested."""
