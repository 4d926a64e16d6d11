"""The screens, one per kind of step, and the tools."""
