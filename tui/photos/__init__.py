"""Photos of documents: what a reviewer may reject in them, found on this computer."""
