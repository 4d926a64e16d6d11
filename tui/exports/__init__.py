"""What leaves the app in a file of its own, made from a case: text or bytes, written elsewhere."""
