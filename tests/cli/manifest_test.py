"""The manifest of an output folder: what it names, and what follows where it is damaged or cannot be read."""

import json
import unittest

from judged_folder import JudgedFolder
from program import preceptron


class Manifest(JudgedFolder):
    def test_the_manifest_names_what_the_results_were_made_with(self):
        manifest = json.loads((self.results / "checkpoint" / "manifest.json").read_text())
        self.assertEqual(manifest["dataset"]["path"], str(self.folder / "dataset.json"))
        self.assertEqual([j["name"] for j in manifest["judges"]], ["sim-strong", "sim-noisy"])

    def test_a_manifest_that_cannot_be_read_is_no_folder_without_a_run(self):
        manifest = self.results / "checkpoint" / "manifest.json"
        manifest.rename(self.folder / "kept.json")
        manifest.symlink_to(manifest.name)  # no rights keep root from reading; a link to itself does
        before = self.result_files()
        for command in ("status", "analyze", "report", "export", "tune"):
            done = preceptron(command, self.results)
            self.assertEqual(done.returncode, 74, (command, done.stderr))
            self.assertIn(f"cannot read {manifest}: Too many levels of symbolic links", done.stderr)
        done = self.run_config(self.folder / "config.yaml")
        self.assertEqual(done.returncode, 74, done.stderr)
        self.assertIn(f"cannot read {manifest}: ", done.stderr)
        self.assertTrue(manifest.is_symlink())
        self.assertEqual(self.result_files(), before)

    def test_a_damaged_manifest_is_set_aside_and_what_was_lost_with_it_is_noted(self):
        config, manifest = self.folder / "config.yaml", self.results / "checkpoint" / "manifest.json"
        config.write_text(config.read_text() + "analysis: {primary: mae, margin: 0.2}\n")
        whole = manifest.read_text()

        def notes(*flags):
            done = preceptron("analyze", self.results, "--format", "json", *flags)
            return "\n".join(json.loads(done.stdout)["notes"]) if done.returncode == 0 else done.returncode

        def run_with(text):
            manifest.write_text(text)
            self.assertEqual(notes(), 65)
            done = self.run_config(config, "--strict")
            self.assertEqual((done.returncode, manifest.read_text()), (65, text))
            done = self.run_config(config)
            self.assertEqual(done.returncode, 0, done.stderr)
            copy, = [path for path in manifest.parent.glob("damaged-manifest-*") if path not in copies]
            copies.append(copy)
            self.assertEqual(copy.read_text(), text)
            self.assertIn(f"manifest.json was damaged: kept in {copy}", " ".join(done.stderr.split()))

        copies = []
        run_with(whole[:-2])  # the frozen settings are there
        self.assertIn("changed since it was frozen at this folder's first call", notes())
        self.assertNotIn("lost", notes())
        run_with(whole[:len(whole) // 2])
        for _ in range(2):
            self.assertIn(f"was frozen with are lost with its manifest, which was damaged ({copies[1].name})", notes())
            self.assertEqual(self.run_config(config).returncode, 0)
        self.assertIn("changed since it was frozen at this folder's first call", notes("--margin", "0.1"))


if __name__ == "__main__":
    unittest.main()
