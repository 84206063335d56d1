"""tools/check_floors.py finds what it is there to find, and src/ keeps its floors."""

import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import check_floors  # noqa: E402


class CheckFloors(unittest.TestCase):
    def found(self, **files):
        """The violations of a tree; its files by name, '__' for '/' and '_cpp' for '.cpp'."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = Path(folder) / name.replace("__", "/").replace("_cpp", ".cpp").replace("_hpp", ".hpp")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return check_floors.violations(Path(folder))

    def test_the_sources_keep_their_floors(self):
        self.assertEqual(check_floors.violations(ROOT / "src"), [])

    def test_every_folder_has_a_row_and_every_row_names_folders(self):
        folders = {p.name for p in (ROOT / "src").iterdir() if p.is_dir()}
        self.assertEqual(folders - set(check_floors.FLOORS), set())
        for folder, (others, _) in check_floors.FLOORS.items():
            self.assertEqual(set(others) - set(check_floors.FLOORS), set(), folder)

    def test_the_rows_go_from_the_ground_up(self):
        below = set()
        for folder, (others, _) in check_floors.FLOORS.items():
            self.assertEqual(set(others) - below, set(), folder)
            below.add(folder)

    def test_what_is_allowed_passes(self):
        self.assertEqual(self.found(
            provider__a_cpp='#include "provider/a.hpp"\n#include "core/result.hpp"\n#include "wire/sse_parser.hpp"\n'
                            "#include <boost/json/parse.hpp>\n#include <string>\n#include <sys/stat.h>\n",
            main_cpp='#include "cli/command_line.hpp"\n'), [])

    def test_a_higher_floor_is_reported_with_its_line(self):
        self.assertEqual(self.found(journal__a_hpp='#pragma once\n\n#include "results/csv.hpp"\n'),
                         ["journal/a.hpp:3: journal must not include results"])

    def test_nothing_is_inherited(self):
        # judging may include benchmark; runner may include judging, but config is config's.
        self.assertEqual(self.found(judging__a_cpp='#include "config/config.hpp"\n',
                                    provider__b_cpp='#include "net/origin.hpp"\n',
                                    net__c_cpp='#  include "provider/provider.hpp"\n'),
                         ["judging/a.cpp:1: judging must not include config",
                          "net/c.cpp:1: net must not include provider",
                          "provider/b.cpp:1: provider must not include net"])

    def test_the_pure_wing_has_no_asio(self):
        self.assertEqual(self.found(pacing__a_cpp="#include <boost/asio/steady_timer.hpp>\n",
                                    agreement__pch__b_hpp="#include <boost/asio.hpp>\n"),
                         ["agreement/pch/b.hpp:1: agreement must not use Asio",
                          "pacing/a.cpp:1: pacing must not use Asio"])

    def test_unknown_libraries_folders_and_short_paths_are_reported(self):
        self.assertEqual(self.found(util__a_cpp="#include <string>\n", core__b_cpp="#include <curl/curl.h>\n",
                                    core__c_cpp='#include "result.hpp"\n'),
                         ["core/b.cpp:1: <curl/curl.h>: of no library that the table knows",
                          'core/c.cpp:1: "result.hpp": includes begin with a folder of src/',
                          "util/a.cpp:1: 'util' has no row in the table of floors"])

    def test_an_exception_serves_one_file_and_goes_when_it_is_not_needed(self):
        self.assertEqual(self.found(cli__cmd_demo_cpp="#include <boost/asio/io_context.hpp>\n",
                                    cli__cmd_run_cpp="#include <boost/asio/io_context.hpp>\n"),
                         ["cli/cmd_run.cpp:1: cli must not use Asio"])
        self.assertEqual(self.found(cli__cmd_demo_cpp="#include <string>\n"),
                         ["cli/cmd_demo.cpp:1: no longer uses Asio: take the exception out of the table"])


if __name__ == "__main__":
    unittest.main()
