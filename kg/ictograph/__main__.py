"""`python -m ictograph`."""

import sys

from ictograph.cli.main import main

sys.exit(main())
