"""`python -m ictograph`."""

import sys

from ictograph.cli import main

sys.exit(main())
