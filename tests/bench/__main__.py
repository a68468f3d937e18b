"""`make bench`: (a) the engine on a large portfolio, (b) reading the ERP. `python -m tests.bench [titles]`."""

import sys

from tests.bench import calls, engine

engine.main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
calls.main()
