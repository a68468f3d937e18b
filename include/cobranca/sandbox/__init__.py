"""The Mega sandbox: a real HTTP server that answers as the ERP would, over an invented portfolio.

Nothing of the product imports it: it is spoken to over HTTP, by tests and by newcomers.
"""
