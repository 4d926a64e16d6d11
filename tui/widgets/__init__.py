"""Widgets that draw what they are given and report what the person did."""
