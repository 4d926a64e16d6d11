"""Reading a backed-up key, making its codes, and comparing them with a device."""
