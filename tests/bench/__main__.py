"""`make bench`: (a) the engine on a large portfolio and on one of five times the size, (b) reading the ERP.

python -m tests.bench [titles [titles …]]
"""

import sys

from tests.bench import calls, engine

engine.main(*(map(int, sys.argv[1:]) if len(sys.argv) > 1 else (1_000_000, 5_000_000)))
calls.main()
