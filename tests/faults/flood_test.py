"""Peers that send far too much (B7–B9)."""

import gzip
import unittest

from hostile_peer import good, response, scored
from peer_proof import PeerProof

MEGABYTE = 1 << 20


class Floods(PeerProof):
    """B7–B9: bounded in memory and time."""

    N = 2

    def peak_kb(self, answer, **more):
        peer = self.peer(answer)
        config = self.configure(peer.address, attempts=1, timeouts="{connect: 5s, first_byte: 20s, idle: 20s, total: 60s}",
                                **more)
        summary, done = self.summary(config)
        self.assertIn(done.returncode, (0, 1, 4), done.stderr)
        return summary

    def assert_costs_little(self, answer, *classes):
        usual = self.peak_kb(good)
        self.results.rename(self.folder / "usual")
        flooded = self.peak_kb(answer)
        self.assertEqual(flooded["scored"], 0)
        self.assertLessEqual(set(flooded["failed"]), set(classes))
        self.assertLess(flooded["peak_rss_kb"] - usual["peak_rss_kb"], 10 * 1024 * self.N)
        self.assertLess(flooded["wall_s"], 40)

    def test_a_body_of_a_hundred_megabytes(self):
        def answer(client, number, request):
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (100 * MEGABYTE))
            for _ in range(100):
                client.sendall(b"[" * MEGABYTE)
        self.assert_costs_little(answer, "bad_body", "transport")

    def test_an_answer_that_is_too_large_is_asked_for_once(self):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        for length in (b"Content-Length: 99999999999\r\n\r\n{", b"\r\n" + b" " * (9 * MEGABYTE)):
            def answer(client, number, request):
                client.sendall(head + length)
            peer = self.peer(answer)
            done = self.run_config(self.configure(peer.address, attempts=6))
            self.assertEqual(done.returncode, 4, done.stderr)
            self.assertEqual(len(peer.requests), self.N, done.stderr)
            self.assertEqual({record["class"] for record in self.records("fail")}, {"bad_body"})

    def test_chunks_without_end(self):
        def answer(client, number, request):
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in range(100):
                client.sendall(b"100000\r\n" + b"x" * MEGABYTE + b"\r\n")
        self.assert_costs_little(answer, "bad_body", "transport", "stream_error", "truncated")

    def test_a_body_of_very_many_values(self):
        body = b'{"choices":[' + b"0," * (4 * MEGABYTE - 20) + b"0]}"
        self.assert_costs_little(lambda client, number, request: client.sendall(response(body)), "bad_body", "transport")

    def test_a_gzip_bomb(self):
        bomb = gzip.compress(b" " * (200 * MEGABYTE))

        def answer(client, number, request):
            client.sendall(response(bomb, fields=["Content-Encoding: gzip"]))
        self.assert_costs_little(answer, "bad_body", "transport")

    def test_a_stream_that_was_compressed_to_almost_nothing(self):
        event = b'data: {"choices":[{"index":0,"delta":{"content":""}}]}\n\n'
        bomb = gzip.compress(event * (60 * MEGABYTE // len(event)))

        def answer(client, number, request):
            head = response(bomb, fields=["Content-Encoding: gzip"]).replace(b"application/json", b"text/event-stream")
            client.sendall(head)
        self.assert_costs_little(answer, "bad_body")

    def test_gzip_that_comes_unasked_is_read(self):
        asked = []

        def answer(client, number, request):
            asked.append(request)
            client.sendall(response(gzip.compress(scored()), fields=["Content-Encoding: gzip"]))
            return True
        self.assertEqual(self.peak_kb(answer)["scored"], self.N)
        self.assertNotIn(b"gzip", asked[0].split(b"\r\n\r\n")[0])

    def test_header_fields_without_end(self):
        def answer(client, number, request):
            client.sendall(b"HTTP/1.1 200 OK\r\n")
            for i in range(100_000):
                client.sendall(b"X-Field-%d: %s\r\n" % (i, b"y" * 500))
        self.assert_costs_little(answer, "transport", "bad_body")

    def test_interim_responses_without_end(self):
        def answer(client, number, request):
            for _ in range(100_000):
                client.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100)
        self.assert_costs_little(answer, "transport", "bad_body")


if __name__ == "__main__":
    unittest.main()
