"""Changing the régua while it lives: tickets are moved out of what a new settings folder lacks."""
