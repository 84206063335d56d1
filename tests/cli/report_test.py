"""`preceptron report`: one page from an output folder, whatever the folder holds."""

import hashlib
import html.parser
import json
import os
import re
import subprocess
import unittest
import xml.etree.ElementTree

from program import ProgramTest, generated_entries, preceptron

HOSTILE = ("<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)><style>*{display:none}</style>"
           "</svg></title></style></pre><!--\u202e\u05d0 \U0001F600\ufffe \"'&amp;")
VOID = {"meta", "br", "wbr"}
OPTIONAL_END = {"tr", "td", "th", "thead", "tbody", "li"}  # as HTML has it


class Page(html.parser.HTMLParser):
    """The page's elements; what opens must close."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.attributes, self.open, self.texts = set(), set(), [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attributes)
        if tag not in VOID | OPTIONAL_END:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attributes)

    def handle_endtag(self, tag):
        if tag not in OPTIONAL_END:
            assert self.open and self.open[-1] == tag, (tag, self.open[-3:])
            self.open.pop()

    def handle_data(self, data):
        self.texts.append(data)


class Report(ProgramTest):
    def run_judges(self, entries, judges=("sim-strong", "sim-noisy"), flags=(), more="task_aliases: {bi_triage: cpc_bond}",
                   run_flags=()):
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2", *flags)
        self.write_dataset(entries)
        config = self.write_config(provider.address, judges=judges, more=more)
        done = self.run_config(config, *run_flags)
        self.assertIn(done.returncode, (0, 1, 4), done.stderr)  # faults may leave some unfinished

    def report(self, *arguments):
        done = preceptron("report", self.results, *arguments)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        return done

    def page(self):
        return (self.results / "report.html").read_text(encoding="utf-8")

    def test_answers_that_were_judged_again_are_no_drift(self):
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2")
        self.write_dataset(generated_entries(12))
        config = self.write_config(provider.address, more="task_aliases: {bi_triage: cpc_bond}")
        self.assertEqual(self.run_config(config).returncode, 0)
        config.write_text(config.read_text().replace("model_id: sim-strong", "model_id: sim-fair"))
        self.assertEqual(self.run_config(config, "--rejudge", "--models", "sim-strong").returncode, 0)
        self.report("-o", self.folder / "page.html")
        text = " ".join(Page((self.folder / "page.html").read_text(encoding="utf-8")).texts)
        self.assertIn("served as sim-fair-2026", text)
        self.assertNotIn("sim-strong-2026", text)
        self.assertNotIn("Drift", text)

    def test_is_a_page_in_the_folder_and_its_charts_beside_it(self):
        self.run_judges(generated_entries(120))
        self.report()
        page = Page(self.page())
        self.assertEqual(page.open, [])
        self.assertLessEqual(page.elements, {
            "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "h3", "p", "b", "ul", "ol", "li",
            "nav", "a", "section", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "details",
            "summary", "svg", "desc", "path", "g", "text", "tspan", "span", "blockquote", "pre", "bdi", "wbr"})
        self.assertFalse({name for name in page.attributes if name.startswith("on") or name in ("style", "src")})
        charts = {path.name for path in (self.results / "charts").iterdir()}
        drawn = {name.removesuffix(".svg") for name in charts if name.endswith(".svg")}
        self.assertLessEqual({"forest", "confusion", "bland_altman", "calibration", "flow"}, drawn)
        self.assertEqual({f"{name}{ending}" for name in drawn for ending in (".svg", ".vl.json")}, charts)
        for name in drawn:
            json.loads((self.results / "charts" / f"{name}.vl.json").read_text())
            self.assertEqual(xml.etree.ElementTree.parse(self.results / "charts" / f"{name}.svg").getroot().tag,
                             "{http://www.w3.org/2000/svg}svg")

    def test_is_the_same_bytes_each_time(self):
        self.run_judges(generated_entries(60))
        self.report()
        first = self.page()
        self.report()
        self.assertEqual(self.page(), first)

    def test_goes_where_it_is_told(self):
        self.run_judges(generated_entries(40), judges=("sim-fair",))
        self.report("-o", self.folder / "elsewhere.html")
        self.assertTrue((self.folder / "elsewhere.html").exists())
        self.assertFalse((self.results / "report.html").exists())
        self.assertFalse((self.results / "charts").exists())
        self.report("-o", self.folder / "elsewhere.html", "--charts", self.folder / "drawn")
        self.assertTrue((self.folder / "drawn" / "forest.vl.json").exists())

    def test_writes_through_links_and_to_pipes(self):
        self.run_judges(generated_entries(30), judges=("sim-fair",))
        real, link, pipe = (self.folder / name for name in ("real.html", "link.html", "pipe"))
        link.symlink_to(real)
        self.report("-o", link)
        self.assertTrue(link.is_symlink())
        self.report()
        self.assertEqual(real.read_text(), self.page())
        os.mkfifo(pipe)
        reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True)
        self.addCleanup(reader.kill)
        self.report("-o", pipe)
        self.assertEqual(reader.communicate(timeout=20)[0], self.page())
        self.assertTrue(pipe.is_fifo())
        done = preceptron("report", self.results, "-o", "/dev/stdout")  # a link to a pipe
        self.assertEqual((done.returncode, done.stdout), (0, self.page()), done.stderr)

    def test_stays_private_where_the_run_was(self):
        self.run_judges(generated_entries(30), judges=("sim-fair",), run_flags=("--private",))
        self.report()
        self.assertEqual(os.stat(self.results / "report.html").st_mode & 0o777, 0o600)
        for drawn in ("forest.vl.json", "forest.svg"):
            self.assertEqual(os.stat(self.results / "charts" / drawn).st_mode & 0o777, 0o600)

    def test_hostile_entries_and_answers_stay_text(self):
        entries = generated_entries(60)
        for number, entry in enumerate(entries):
            entry["model"] = HOSTILE + str(number % 2)
            entry["study"] = HOSTILE
            entry["case_id"] = f"{entry['case_id']}{HOSTILE}"
            entry["response"] = HOSTILE + 10_000 * "W" + entry["response"]
            entry["id"] = f"{HOSTILE}{number}"
        self.run_judges(entries, flags=("--fault", "garbage=0.2"))
        self.report()
        text = self.page()
        page = Page(text)
        self.assertEqual(page.open, [])
        self.assertFalse(page.elements & {"script", "img", "iframe", "link", "object", "embed", "form", "base"})
        self.assertFalse({name for name in page.attributes if name.startswith("on") or name in ("style", "src")})
        self.assertIn("<script>alert(1)</script>", "".join(page.texts))
        self.assertEqual(text.count("<bdi>"), text.count("</bdi>"))
        self.assertLess(len(text), 300_000)
        for drawing in (self.results / "charts").glob("*.svg"):
            tags = {element.tag.rpartition("}")[2] for element in xml.etree.ElementTree.parse(drawing).iter()}
            self.assertLessEqual(tags, {"svg", "title", "desc", "style", "rect", "g", "path", "text", "tspan"}, drawing)

    def test_after_a_limit_it_counts_among_what_was_asked(self):
        self.run_judges(generated_entries(60), run_flags=("--limit", "3"))
        self.report()
        text = " ".join(Page(self.page()).texts)
        asked = re.search(r"Of (\d+) judgements that were asked for, of (\d+) of 60 eligible entries, (\d+) had a score\.", text)
        judgements, entries, scored = map(int, asked.groups())
        self.assertEqual((judgements, scored), (2 * entries, 2 * entries))
        self.assertIn(f"{judgements} judgements of {entries} of 60 entries by 2 judges", text)
        self.assertIn("judgements asked for", text)
        self.assertIn("No judgement has failed.", text)
        self.assertNotIn("not_asked", text)

    def test_failures_are_shown_by_class_with_examples(self):
        entries = generated_entries(60)
        for entry in entries[:6]:
            for field in ("final_diagnosis", "rubric", "test_plan"):
                entry.pop(field, None)
        self.run_judges(entries)
        self.report()
        failures = self.page().split("<section id=failures>")[1].split("</section>")[0]
        self.assertIn("missing_context", failures)
        self.assertIn("the entry has no", failures)

    def test_with_several_physicians_it_gives_a_verdict(self):
        entries = generated_entries(400)
        self.run_judges(entries, judges=("sim-strong", "sim-noisy"), run_flags=("--tasks", "bi_triage,cpc_bond"))
        rows = ["id,case_id,rater,grade"]
        for number, entry in enumerate(entries):
            for rater in ("a", "b", "c"):
                other = (number + ord(rater)) % 5 == 0
                rows.append(f"{entry['id']},{entry['case_id']},{rater},{2 if other else entry['grade']}")
        raters = self.folder / "raters.csv"
        raters.write_text("\n".join(rows) + "\n")
        self.report("--raters", raters)
        answer = self.page().split("<section id=answer>")[1].split("</section>")[0]
        self.assertIn("worse than a physician", answer)
        self.assertNotIn("cannot be said</b>", answer)

    def test_a_folder_without_a_run_is_named(self):
        done = preceptron("report", self.folder)
        self.assertEqual(done.returncode, 66)
        self.assertIn("no run of preceptron has written to this folder\n", done.stderr)
        self.run_judges(generated_entries(12), judges=("sim-fair",))
        for near in (self.folder, self.results / "checkpoint"):
            done = preceptron("report", near)
            self.assertEqual(done.returncode, 66)
            self.assertIn(f"; did you mean {self.results}?\n", done.stderr)


class OfFiles(ProgramTest):
    """A page on scores that no run has made."""

    OF_A_RUN = {"cost", "failures", "disagreements", "run", "prompts"}

    def setUp(self):
        super().setUp()
        self.page, self.ratings = self.folder / "page.html", self.folder / "ratings.csv"
        self.ratings.write_text(self.table("top"))

    def table(self, maximum, judges=("a", "b")):
        """Sixty entries of twelve cases, each scored by every judge."""
        return f"id,case_id,judge,task,grade,predicted_score,{maximum}\n" + "".join(
            f"e{i},c{i // 5},{judge},essay,{i % 4},{(i * shift) % 4},3\n"
            for shift, judge in enumerate(judges, 3) for i in range(60))

    def report(self, *arguments):
        done = preceptron("report", *arguments, "-o", self.page)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        return self.page.read_text(encoding="utf-8")

    def test_has_what_files_tell_and_names_them(self):
        text = self.report(self.ratings, "--max-score-column", "top")
        sections = set(re.findall(r"<section id=(\w+)>", text))
        self.assertLess({"answer", "headline", "forest", "pairs", "confusion", "flow", "methods"}, sections)
        self.assertEqual(sections & self.OF_A_RUN, set())
        self.assertEqual(Page(text).open, [])
        self.assertIn("ratings.csv: 120 judgements of 60 entries by 2 judges; preceptron ", text)
        digest = hashlib.sha256(self.ratings.read_bytes()).hexdigest()
        self.assertIn(f"were read from ratings.csv (SHA-256 {digest}) and compared with preceptron ", text)
        self.assertFalse((self.folder / "charts").exists())

    def test_of_several_files_names_each(self):
        other = self.folder / "other.csv"
        other.write_text(self.table("max_score", judges=("c",)))
        charts = self.folder / "drawn"
        text = self.report(self.ratings, other, "--charts", charts)
        self.assertIn("ratings.csv and 1 other file: 180 judgements of 60 entries by 3 judges", text)
        self.assertRegex(text, r"ratings\.csv \(SHA-256 \w{64}\) and other\.csv \(SHA-256 \w{64}\)")
        self.assertTrue((charts / "forest.vl.json").exists())

    def test_takes_the_settings_that_analyze_takes(self):
        own = self.folder / "own.csv"
        own.write_text("id,case_id,judge,grade,predicted_score\n" + "".join(
            f"e{i},c{i // 5},own,{i % 5},{i % 5 if i else 99}\n" for i in range(60)))
        self.assertNotIn("59/60", self.report(own))
        text = self.report(own, "--scale", "0,1,2,3,4", "--seed", "7", "--margin", "0.1", "--ci", "percentile")
        self.assertIn("59/60 (12)", text)
        self.assertIn("seed 7", text)

    def test_replaces_neither_results_nor_what_they_were_made_from(self):
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2")
        self.write_dataset(generated_entries(60))
        config = self.write_config(provider.address, judges=("sim-fair", "sim-noisy"))
        self.assertEqual(self.run_config(config, "--tasks", "cpc_bond").returncode, 0)
        files = sorted(self.results.glob("*_cpc_bond.json"))
        before = {path: path.read_bytes() for path in (*files, config, self.folder / "dataset.json")}
        for command in ("report", "analyze"):
            for target in (files[0], config, self.folder / "dataset.json", self.results / "failures.jsonl"):
                done = preceptron(command, files[1], "-o", target)
                self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual({path: path.read_bytes() for path in before}, before)
        self.assertIn("the page is HTML", preceptron("report", self.ratings, "-o", self.folder / "new.csv").stderr)

    def test_what_it_cannot_take_is_refused(self):
        done = preceptron("report", self.folder / "nowhere")
        self.assertEqual(done.returncode, 66, done.stderr)
        for arguments, words in (((self.ratings,), "name it with --output"),
                                 ((self.ratings, self.folder, "-o", self.page), "one folder, or files"),
                                 ((self.ratings, "-o", self.page, "--dataset", self.ratings), "files have grades"),
                                 ((self.ratings, "-o", self.ratings), "--output")):
            done = preceptron("report", *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
            self.assertIn(words, done.stderr)
        self.assertFalse(self.page.exists())
        shown = preceptron("report", self.ratings, "-o", "-")
        self.assertTrue(shown.stdout.startswith("<!doctype html>"), shown.stderr)


if __name__ == "__main__":
    unittest.main()
