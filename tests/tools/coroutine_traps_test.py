"""Keeps out a form that g++ 12 miscompiles.

    while (condition)
        if (!co_await something())

puts the coroutine's promise eight bytes too far into its frame (seen with 12.2: the first resume runs into ud2). With
braces around the loop's body, or the awaited value in a variable, it does not.
"""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRAP = re.compile(r"\b(?:while|for) \((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\s*\n?\s*if \([^;{]*co_await")


class CoroutineTraps(unittest.TestCase):
    def test_no_loop_has_an_awaiting_if_for_its_whole_body(self):
        found = [str(path.relative_to(ROOT)) for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.cpp")
                 if TRAP.search(path.read_text())]
        self.assertEqual(found, [])

    def test_the_pattern_finds_it(self):
        self.assertTrue(TRAP.search("while (until_ > clock::now())\n    if (!co_await sleep(until_))\n"))
        self.assertFalse(TRAP.search("while (until_ > clock::now()) {\n    if (!co_await sleep(until_))\n"))


if __name__ == "__main__":
    unittest.main()
