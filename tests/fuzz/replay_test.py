"""Every seed and every input that fuzzing has found, once.

    replay_test.py PROGRAM
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import seeds

with tempfile.TemporaryDirectory() as folder:
    seeds.main(Path(folder))
    sys.exit(subprocess.run([sys.argv[1], folder, str(Path(__file__).parent / "corpus")]).returncode)
