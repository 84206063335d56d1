"""tools/packaging/needed_glibc.py: what would not start on an older system is refused, by name."""

import subprocess
import sys
import unittest
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[2] / "tools" / "packaging"
sys.path.insert(0, str(PACKAGING))

from needed_glibc import examine  # noqa: E402

# As objdump -T and objdump -p print it.
SYMBOLS = """
DYNAMIC SYMBOL TABLE:
0000000000000000      DF *UND*  0000000000000000 (GLIBC_2.2.5) getenv
0000000000000000      DF *UND*  0000000000000000 (GLIBC_2.29) pow
0000000000000000  w   D  *UND*  0000000000000000  Base        __gmon_start__
0000000000000000  w   DF *UND*  0000000000000000  GLIBC_2.3   __ctype_b_loc
00000000000040a0 g    DO .bss   0000000000000008 (GLIBC_2.36) stdout
"""
HEADERS = """
Dynamic Section:
  NEEDED               libpthread.so.0
  NEEDED               libc.so.6
  NEEDED               ld-linux-x86-64.so.2
  INIT                 0x0000000000001000
"""


def undefined(version, name):
    return f"0000000000000000      DF *UND*  0000000000000000 ({version}) {name}\n"


class NeededGlibc(unittest.TestCase):
    def test_the_newest_version_is_found_by_number_and_not_by_letter(self):
        self.assertEqual(examine(SYMBOLS, HEADERS, "2.31"), ("2.29", []))
        self.assertEqual(examine(SYMBOLS + undefined("GLIBC_2.4", "f"), HEADERS, "2.31"), ("2.29", []))

    def test_a_symbol_of_a_newer_one_is_named(self):
        listing = SYMBOLS + undefined("GLIBC_2.35", "_dl_find_object") + undefined("GLIBC_2.31", "allowed")
        self.assertEqual(examine(listing, HEADERS, "2.31"),
                         ("2.31", ["_dl_find_object needs glibc 2.35; at most 2.31 is wanted"]))

    def test_so_is_one_that_glibc_keeps_for_itself(self):
        found = examine(SYMBOLS + undefined("GLIBC_PRIVATE", "__libc_dlopen_mode"), HEADERS, "2.31")[1]
        self.assertEqual(found, ["__libc_dlopen_mode is glibc's own affair, and may change"])

    def test_so_is_a_library_that_is_not_glibcs(self):
        found = examine(SYMBOLS, HEADERS + "  NEEDED               libssl.so.3\n", "2.31")[1]
        self.assertEqual(found, ["libssl.so.3 would have to be there, too"])

    def test_the_tool_refuses_a_program_of_this_system(self):
        done = subprocess.run([sys.executable, "-B", PACKAGING / "needed_glibc.py", "--at-most", "2.1", "/bin/sh"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("at most 2.1 is wanted", done.stderr)


if __name__ == "__main__":
    unittest.main()
