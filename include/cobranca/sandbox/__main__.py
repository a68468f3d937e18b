"""`python -m cobranca.sandbox`: the command without the product's command line."""

import typer

from cobranca.sandbox.cli import sandbox

typer.run(sandbox)
