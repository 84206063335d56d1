"""A run against a peer of the tests' own."""

from hostile_peer import Authority, HostilePeer
from proof import Proof

KEY = "sk-canary-5a0b9c7d1e"


class PeerProof(Proof):
    """Entries of one task whose scores are 0 to 5, two calls at a time, unstreamed."""

    N = 6

    def setUp(self):
        super().setUp()
        self.entries = [{"id": f"e{i}", "case_id": f"c{i}", "benchmark": "cpc_bond", "grade": 3, "response": f"Answer {i}",
                         "final_diagnosis": "appendicitis"} for i in range(self.N)]
        self.write_dataset(self.entries)
        self.authority = Authority(self.folder)
        (self.folder / "config.ini").write_text(f"[api_keys]\nopenai = {KEY}\n")
        (self.folder / "config.ini").chmod(0o600)

    def peer(self, answer, certificate="own", **more):
        one = HostilePeer(answer, self.authority.certificate() if certificate == "own" else certificate, **more)
        self.addCleanup(one.stop)
        return one

    def configure(self, *addresses, more=(), judge=(), timeouts="{connect: 2s, first_byte: 3s, idle: 1s, total: 8s}",
                  attempts=2, threads=2):
        """A judge an address, named judge-0, judge-1, …"""
        lines = ["dataset_path: dataset.json", "output_dir: results", f"ca_file: {self.authority.file}",
                 f"threads: {threads}", f"timeouts: {timeouts}", f"retries: {{max_attempts: {attempts}, max_wait: 5s}}",
                 *more, "models:"]
        for i, address in enumerate(addresses):
            lines += [f"  - name: judge-{i}", "    provider: openai", "    model_id: m", f"    base_url: '{address}/v1'",
                      "    key: openai", "    stream: false", "    price: {input: 1, output: 1}", *("    " + line for line in judge)]
        path = self.folder / "config.yaml"
        path.write_text("\n".join(lines) + "\n")
        return path

    def attempts(self):
        """The classes of all attempts that failed, the last one of each trial too."""
        return [record["class"] for kind in ("attempt", "fail") for record in self.records(kind)]

    def scores_of(self, judge="judge-0"):
        return {r["entry_id"]: r["score"] for r in self.records("result") if r["judge"] == judge}

    def assert_key_unseen(self, raw):
        self.assertNotIn(KEY.encode(), raw)
        self.assertNotIn(b"Bearer", raw)
