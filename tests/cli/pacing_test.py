"""One gate an account: as fast as the provider allows and no faster, and no lane at another's expense."""

import json
import unittest
from datetime import datetime

from program import ProgramTest, generated_entries, preceptron
from several_providers import QUICK, SeveralProviders


def instants(requests):
    return [datetime.fromisoformat(r["time"].replace("Z", "+00:00")).timestamp() for r in requests]


def most_within(times, seconds):
    return max(sum(t <= other < t + seconds for other in times) for t in times)


class Pacing(ProgramTest):
    def config(self, address, more="", judge=""):
        path = self.folder / "config.yaml"
        path.write_text("\n".join([
            "dataset_path: dataset.json", "output_dir: results", "ca_file: simulated-ca.pem", more, "models:",
            "  - name: j", "    provider: openai", "    model_id: sim-strong", f"    base_url: '{address}/v1'",
            "    key: none", judge]) + "\n")
        return path

    def test_limits_nobody_configured_are_learnt_before_anything_is_refused(self):
        self.write_dataset(generated_entries(90))
        provider = self.simulator("--rpm", "900", *QUICK)
        summary, done = self.summary(self.config(provider.address, "threads: 30"))
        self.assertEqual((done.returncode, summary["scored"]), (0, 90), done.stderr)
        requests = provider.requests()
        self.assertEqual([r["status"] for r in requests], [200] * 90)
        # Fifteen a second, after the calls that were out before the first answer.
        self.assertLessEqual(most_within(instants(requests)[30:], 1.0), 20)

    def test_a_configured_limit_is_kept_to_and_named_as_what_limits(self):
        self.write_dataset(generated_entries(60))
        provider = self.simulator(*QUICK)
        config = self.config(provider.address, "threads: 30", "    limits: {requests_per_minute: 600}")
        progress, _, status = self.progress(config)
        self.assertEqual(status, 0)
        times = instants(provider.requests())
        self.assertLessEqual(most_within(times, 1.0), 14)
        self.assertGreaterEqual(times[-1] - times[0], 5.0)
        lane = progress[-2]["lanes"][0]
        self.assertEqual((progress[-2]["limited_by"], lane["limited_by"]), ("requests", "requests"))
        self.assertIn("600 requests a minute", lane["advice"])
        # What the run knew the report knows, too.
        journal = (self.results / "checkpoint" / "journal.jsonl").read_text(encoding="utf-8")
        end = json.loads(journal.splitlines()[-1])["r"]
        self.assertEqual(end["type"], "end")
        self.assertGreater(end["limits"][lane["name"]]["by"]["requests"], 3)
        page = self.folder / "page.html"
        self.assertEqual(preceptron("report", self.results, "-o", page).returncode, 0)
        self.assertRegex(page.read_text(encoding="utf-8"),
                         r"held back by<td>requests in \d+ % of the time.*600 requests a minute are allowed")

    def test_an_adaptive_account_begins_with_few_calls_and_grows(self):
        self.write_dataset(generated_entries(120))
        provider = self.simulator("--ttft", "60ms", "--gap", "1ms", "--events", "3")
        config = self.config(provider.address, "threads: 40\nadaptive: true")
        progress, _, status = self.progress(config)
        self.assertEqual(status, 0)
        times = instants(provider.requests())
        self.assertLessEqual(sum(t < times[0] + 0.05 for t in times), 8)
        self.assertGreaterEqual(max(p["lanes"][0]["limit"] for p in progress), 32)
        self.assertLessEqual(max(p["lanes"][0]["in_flight"] for p in progress), 40)

    def test_a_wait_beyond_max_wait_ends_the_account_for_this_run(self):
        self.write_dataset(generated_entries(40))
        provider = self.simulator("--fault", "status-429=1", *QUICK)
        config = self.config(provider.address, "threads: 4\nretries: {max_wait: 500ms}")
        summary, done = self.summary(config)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("given up for this run", done.stderr)
        self.assertIn("retries.max_wait", done.stderr)
        self.assertLessEqual(len(provider.requests()), 8)
        rows = [json.loads(line) for line in (self.results / "failures.jsonl").read_text().splitlines()]
        self.assertIn(1.0, [row["retry_after_s"] for row in rows])
        self.assertEqual({row["class"] for row in rows}, {"http_error", "stopped"})
        self.assertEqual(summary["planned"], 40)

    def test_a_pause_that_is_asked_for_holds_everybody_and_nobody_is_lost(self):
        self.write_dataset(generated_entries(30))
        provider = self.simulator("--fault", "status-429=0.1", *QUICK)
        progress, lines, status = self.progress(self.config(provider.address, "threads: 8"))
        self.assertEqual(status, 0, lines[-5:])
        lanes = [p["lanes"][0] for p in progress]
        self.assertTrue(any(l["paused_for_s"] > 0.2 and l["waits_for"] == "told to wait" for l in lanes))
        refused = [t for t, r in zip(instants(provider.requests()), provider.requests()) if r["status"] == 429]
        times = instants(provider.requests())
        for t in refused:  # calls that were out at that moment aside
            self.assertLessEqual(sum(t + 0.1 < other < t + 0.9 for other in times), 8)


class Lanes(SeveralProviders):
    def test_a_healthy_account_runs_at_full_speed_beside_three_sick_ones(self):
        self.entries = generated_entries(160)
        self.write_dataset(self.entries)
        failing, broke = self.provider("failing", "--fault", "status-500=1", *QUICK), self.provider(
            "broke", "--fault", "quota=1", *QUICK)
        silent, good = self.provider("silent", "--fault", "stall=1"), self.provider(
            "good", "--ttft", "50ms", "--gap", "1ms", "--events", "3")
        config = self.config(
            {"name": "fails", "provider": "openai", "model_id": "sim-fair", "base_url": f"{failing.address}/v1",
             "key": "none"},
            {"name": "no-money", "provider": "openrouter", "model_id": "sim-fair",
             "base_url": f"{broke.address}/api/v1", "key": "openrouter"},
            {"name": "no-answer", "provider": "anthropic", "model_id": "sim-fair", "base_url": silent.address,
             "key": "none"},
            {"name": "sound", "provider": "azure", "model_id": "sim-fair", "base_url": good.address,
             "api_version": '"2024-12-01-preview"', "key": "azure"},
            more="threads: 4\ntimeouts: {first_byte: 300ms, idle: 300ms, total: 2s}\n"
                 "retries: {max_attempts: 2, max_wait: 1s}")
        done = self.run_config(config, "--format", "json")
        self.assertEqual(done.returncode, 69, done.stderr)
        scored = {c["judge"]: 0 for c in json.loads(done.stdout)["cells"]}
        for cell in json.loads(done.stdout)["cells"]:
            scored[cell["judge"]] += cell["scored"]
        self.assertEqual(scored, {"fails": 0, "no-money": 0, "no-answer": 0, "sound": 160})
        times = instants(good.requests())
        self.assertLessEqual(times[-1] - times[0], 1.5 * 160 / 4 * 0.06)
        self.assertLessEqual(len(broke.requests()), 8)
        self.assertLessEqual(len(failing.requests()), 2 * 160)
        self.assertLessEqual(len(silent.requests()), 2 * 160)

    def test_an_error_that_passes_when_it_is_asked_again_is_final_for_nobody(self):
        failing = self.provider("failing", "--fault", "status-500=0.45", *QUICK)
        config = self.config({"name": "flaky", "provider": "openai", "model_id": "sim-fair", "key": "none",
                              "base_url": f"{failing.address}/v1"},
                             more="threads: 8\nretries: {max_attempts: 30}")
        summary, done = self.summary(config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(summary["scored"], len(self.entries))


class JudgesOfOneAccount(SeveralProviders):
    """A resource of Azure: several models, each with limits and troubles of its own."""

    def config(self, provider, slow="sim-fair", limits="", repeats=1, more=""):
        keys = self.folder / "config.ini"
        keys.write_text(f"[azure]\napi_key = azure-canary-0123456789\nendpoint = {provider.address}\n")
        common = {"provider": "azure", "api_version": '"2024-12-01-preview"'}
        return super().config({"name": "slow", "model_id": slow, **common, **({"limits": limits} if limits else {})},
                              {"name": "quick", "model_id": "sim-strong", "repeats": repeats, **common}, more=more)

    def test_the_time_left_is_that_of_the_judge_whose_limit_takes_longest(self):
        self.write_dataset(generated_entries(60))
        provider = self.provider("azure", "--ttft", "30ms", "--gap", "1ms", "--events", "3")
        config = self.config(provider, limits="{requests_per_minute: 600}")
        progress, lines, status = self.progress(config)
        self.assertEqual(status, 0, lines[-5:])
        known = [p for p in progress if p["eta_s"] is not None and p["elapsed_s"] < 3]
        self.assertTrue(known)
        for p in known:
            self.assertAlmostEqual(p["elapsed_s"] + p["eta_s"], 6, delta=1.5)

    def test_threads_that_decide_are_named_and_not_the_limit_of_a_judge_that_is_done_sooner(self):
        self.write_dataset(generated_entries(20))
        provider = self.provider("azure", "--ttft", "200ms", "--gap", "1ms", "--events", "3")
        config = self.config(provider, limits="{requests_per_minute: 300}", repeats=3, more="threads: 3")
        progress, lines, status = self.progress(config)
        self.assertEqual(status, 0, lines[-5:])
        self.assertIn("concurrency", [p["limited_by"] for p in progress])
        self.assertNotIn("requests", [p["limited_by"] for p in progress])

    def test_a_model_that_only_fails_is_given_up_and_holds_up_no_other(self):
        self.write_dataset(generated_entries(100))
        provider = self.provider("azure", "--ttft", "50ms", "--gap", "1ms", "--events", "3")
        # The quick one has work to do for as long as the other's back-offs may last.
        config = self.config(provider, slow="sim-down", repeats=4, more="threads: 4\nretries: {max_attempts: 30, max_wait: 2s}")
        summary, done = self.summary(config)
        self.assertEqual((done.returncode, summary["scored"]), (4, 400), done.stderr)
        self.assertIn("error: given up for this run: judge 'slow': nothing but failures, ", done.stderr)
        self.assertNotIn("limited by outage", done.stderr)
        self.assertNotIn("pauses for", done.stderr)
        self.assertNotIn("account", done.stderr)
        times = instants([r for r in provider.requests() if r["model"] == "sim-strong"])
        self.assertLessEqual(times[-1] - times[0], 2 * 400 / 4 * 0.06)

    def test_a_budget_that_is_reached_is_told_once_and_calls_are_counted_once(self):
        self.write_dataset(generated_entries(40))
        provider = self.provider("azure", "--ttft", "20ms", "--gap", "1ms", "--events", "3")
        config = self.config(provider, slow="sim-down", more="threads: 4\nbudget_usd: 0.01")
        config.write_text(config.read_text().replace("    provider: azure", "    provider: azure\n    price: {input: 1, output: 1}\n"
                                                     "    max_output_tokens: 300"))
        done = self.run_config(config)
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertEqual(done.stderr.count("the budget is reached: "), 1, done.stderr)
        asked = sum(r["model"] == "sim-down" for r in provider.requests())
        self.assertIn(f"no answer at all from slow: {asked} calls failed", done.stderr)


if __name__ == "__main__":
    unittest.main()
