"""Tests of runs whose settings or entries change while answers are stored."""

import json
import re

from program import ProgramTest, generated_entries, preceptron


class ChangingRun(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = generated_entries(60)
        self.write_dataset(self.entries)

    def ways(self):
        """What `analyze` notes of answers that were asked for in several ways: all, those of other ways, the rest."""
        notes = json.loads(preceptron("analyze", self.results, "--format", "json").stdout)["notes"]
        shown = []
        for note in notes:
            found = re.match(r"of the (\d+) answers? of '\S+' about (\S+) that count, (\d+) (?:was|were) asked for in another "
                             r"way than the other (\d+) \(prompt, model, sampling or entry\)(.*)$", note)
            if found:
                shown.append({"task": found[2], "ways": tuple(map(int, found.group(1, 3, 4))), "more": found[5]})
            else:
                self.assertNotIn("ways", note)
        return shown
