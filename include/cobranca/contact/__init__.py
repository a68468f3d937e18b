"""Whom the company writes to, and how it reaches them."""
