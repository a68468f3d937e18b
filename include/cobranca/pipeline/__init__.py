"""The daily batch: every step is a plan that is checked and only then applied."""
