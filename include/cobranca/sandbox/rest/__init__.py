"""The REST side of the sandbox: mega.md §1, to the letter."""
