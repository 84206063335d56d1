"""Peers that vanish, stall, cut off and mislead (B2–B6, B10, B15, B16)."""

import json
import os
import socket
import subprocess
import time
import unittest

from hostile_peer import GOOD, good, reset, response, scored
from peer_proof import KEY, PeerProof
from program import BINARY
from proof import FULL, LIBC, needs, needs_root


class Unreachable(PeerProof):
    """B2, B3"""

    def test_a_peer_that_refuses_connections_is_asked_again_and_others_are_not_held_up(self):
        with socket.create_server(("127.0.0.1", 0)) as unused:
            port = unused.getsockname()[1]
        fine = self.peer(good)
        config = self.configure(f"https://127.0.0.1:{port}", fine.address)
        done = self.run_config(config)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual(self.attempts(), ["transport"] * 2 * self.N)
        self.assertEqual(len(self.scores_of("judge-1")), self.N)
        self.assertIn("refused", done.stderr)

    def test_a_black_hole_costs_the_connect_deadline_and_holds_up_nobody(self):
        # A full backlog: the system answers no further connection.
        hole = socket.socket()
        hole.bind(("127.0.0.1", 0))
        hole.listen(0)
        self.addCleanup(hole.close)
        fillers = []
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(hole.getsockname())
            fillers.append(filler)
            self.addCleanup(filler.close)
        time.sleep(0.1)
        fine = self.peer(good)
        config = self.configure(f"https://127.0.0.1:{hole.getsockname()[1]}", fine.address, threads=6, attempts=1,
                                timeouts="{connect: 1s, first_byte: 3s, idle: 1s, total: 8s}")
        began = time.monotonic()
        done = self.run_config(config)
        self.assertLess(time.monotonic() - began, 6)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual(self.attempts(), ["timeout"] * self.N)
        self.assertIn("timeouts: connect", done.stderr)
        self.assertEqual(len(self.scores_of("judge-1")), self.N)
        times = [r["time"] for r in self.records("result")]
        self.assertLess(max(times), min(r["time"] for r in self.records("fail")))

    def test_a_reset_is_asked_again(self):
        def answer(client, number, request):
            if number % 2 == 0:
                reset(client)
                return False
            client.sendall(GOOD)
            return True
        peer = self.peer(answer)
        done = self.run_config(self.configure(peer.address, attempts=6))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.scores_of()), self.N)
        self.assertEqual(set(self.attempts()), {"transport"})

    @needs("strace")
    def test_every_socket_watches_whether_its_peer_is_still_there(self):
        peer = self.peer(good)
        log = self.folder / "strace.log"
        done = self.run_under(["strace", "-f", "-qq", "-e", "trace=setsockopt", "-o", log], self.configure(peer.address))
        self.assertEqual(done.returncode, 0, done.stderr)
        calls = log.read_text()
        for option in ("SO_KEEPALIVE, [1]", "TCP_KEEPIDLE, [30]", "TCP_KEEPINTVL, [10]", "TCP_KEEPCNT, [3]",
                       "TCP_USER_TIMEOUT, [60000]"):
            self.assertEqual(calls.count(option), peer.connections, option)


    @needs_root
    @needs("nft", "ip")
    @unittest.skipUnless(FULL, "takes more than a minute: tools/test --faults")
    def test_a_peer_that_vanishes_without_a_word_is_given_up_within_about_a_minute(self):
        """In a network of the test's own, all packets to and from the peer are dropped once a call waits for its answer;
        no deadline of ours would end the wait before five minutes."""
        new_network = 0x40000000
        before = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        if LIBC.unshare(new_network) != 0:
            self.skipTest("no network of its own can be had")
        self.addCleanup(os.close, before)
        self.addCleanup(LIBC.setns, before, new_network)
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)

        def answer(client, number, request):
            if number == 0:
                for rule in ("add table inet t", "add chain inet t c { type filter hook input priority 0; }",
                             f"add rule inet t c tcp dport {peer.port} drop", f"add rule inet t c tcp sport {peer.port} drop"):
                    subprocess.run(["nft", rule], check=True)
                vanished.append(time.monotonic())
                time.sleep(200)
            client.sendall(GOOD)
            return True
        vanished = []
        peer = self.peer(answer)
        config = self.configure(peer.address, threads=1, attempts=1,
                                timeouts="{connect: 10s, first_byte: 300s, idle: 300s, total: 300s}")
        process = self.begin(config, "--limit", "1")
        process.wait(timeout=150)
        self.assertEqual(process.returncode, 4, self.messages())
        took = time.monotonic() - vanished[0]
        print(f"given up after {took:.0f} s", flush=True)
        self.assertLess(took, 100)
        self.assertEqual(self.attempts(), ["transport"])


class Introduced(PeerProof):
    N = 1

    def test_a_request_says_who_asks(self):
        peer = self.peer(good)
        self.assertEqual(self.run_config(self.configure(peer.address)).returncode, 0)
        version = subprocess.run([BINARY, "--version"], capture_output=True, text=True).stdout.split()[1]
        self.assertIn(f"\r\nUser-Agent: preceptron/{version}\r\n".encode(), peer.requests[0])


class CutShort(PeerProof):
    """B4–B6: never a result, always asked again."""

    def once(self, spoil, expected):
        """The first answer is spoiled, all others are good."""
        def answer(client, number, request):
            if number > 0:
                client.sendall(GOOD)
                return True
            return spoil(client)
        peer = self.peer(answer)
        done = self.run_config(self.configure(peer.address))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.attempts(), [expected])
        self.assertEqual(set(self.scores_of().values()), {3})
        self.assertEqual(len(peer.requests), self.N + 1)

    def test_a_reset_in_the_middle_of_a_body(self):
        def spoil(client):
            client.sendall(GOOD[:-20])
            time.sleep(0.1)
            reset(client)
        self.once(spoil, "transport")

    def test_an_end_in_the_middle_of_a_body(self):
        self.once(lambda client: client.sendall(GOOD[:-20]), "transport")

    def test_a_stall_in_the_middle_of_a_body(self):
        def spoil(client):
            client.sendall(GOOD[:-20])
            time.sleep(4)
        self.once(spoil, "timeout")

    def test_chunks_that_end_early(self):
        body = scored()
        self.once(lambda client: client.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
            % (len(body), body)), "transport")

    def test_a_body_of_unknown_length_counts_with_an_orderly_end_only(self):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"

        def spoil(client):
            client.sendall(head + scored())
            time.sleep(0.1)
            raw = socket.socket(fileno=client.detach())  # FIN without TLS's own goodbye
            raw.shutdown(socket.SHUT_RDWR)
            raw.close()
        self.once(spoil, "transport")

    def test_a_body_of_unknown_length_with_an_orderly_end_is_whole(self):
        def answer(client, number, request):
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + scored())
            client.unwrap()
        peer = self.peer(answer)
        self.assertEqual(self.run_config(self.configure(peer.address)).returncode, 0)
        self.assertEqual(self.attempts(), [])

    def test_a_body_of_unknown_length_that_ends_early_is_cut(self):
        def spoil(client):
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + scored()[:-20])
            client.unwrap()  # an orderly end
        self.once(spoil, "truncated")

    def test_the_same_over_plain_http(self):
        def answer(client, number, request):
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
            client.sendall(head + (scored()[:-20] if number == 0 else scored()))
        peer = self.peer(answer, certificate=None)
        done = self.run_config(self.configure(peer.address))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.attempts(), ["truncated"])
        self.assertIn("possibly billed twice", done.stderr + done.stdout)

    def test_no_answer_at_all(self):
        def spoil(client):
            time.sleep(5)
        self.once(spoil, "timeout")

    def test_what_is_not_http(self):
        self.once(lambda client: client.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"), "transport")

    def test_a_stream_without_a_finish_reason_is_cut(self):
        def piece(text, finish=None):
            return b"data: %s\n\n" % json.dumps({"model": "m", "choices": [
                {"index": 0, "delta": {"content": text}, "finish_reason": finish}]}).encode()

        def answer(client, number, request):
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
            text = json.dumps({"score": 3, "justification": "x"})
            client.sendall(head + piece(text) + (piece("", "stop") + b"data: [DONE]\n\n" if number else b""))
            client.unwrap()
        peer = self.peer(answer)
        config = self.configure(peer.address)
        config.write_text(config.read_text().replace("stream: false", "stream: true"))
        done = self.run_config(config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.attempts(), ["truncated"])


class Slow(PeerProof):
    """B10"""

    def test_one_byte_a_second_ends_at_the_total_deadline_and_others_are_unaffected(self):
        def drip(client, number, request):
            for i in range(len(GOOD)):
                client.sendall(GOOD[i:i + 1])
                time.sleep(0.3)
        dripping, fine = self.peer(drip), self.peer(good)
        began = time.monotonic()
        done = self.run_config(self.configure(dripping.address, fine.address, attempts=1, threads=6,
                                              timeouts="{connect: 2s, first_byte: 3s, idle: 1s, total: 3s}"))
        self.assertLess(time.monotonic() - began, 10)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual(self.attempts(), ["timeout"] * self.N)
        self.assertIn("timeouts: total", done.stderr)
        self.assertEqual(len(self.scores_of("judge-1")), self.N)


class Misleading(PeerProof):
    """B15, B16"""

    def refused_once(self, wait):
        def answer(client, number, request):
            if number == 0:
                client.sendall(response(b'{"error":{"message":"slow down","type":"requests","code":"rate_limit_exceeded"}}',
                                        "429 Too Many Requests", [f"Retry-After: {wait}"]))
            else:
                client.sendall(GOOD)
            return True
        peer = self.peer(answer)
        began = time.monotonic()
        done = self.run_config(self.configure(peer.address, attempts=3, threads=1), timeout=30)
        return done, time.monotonic() - began, peer

    def test_waits_that_make_no_sense_are_capped_or_ignored(self):
        for wait in ("-5", "nan", "inf", "0", "1e-300", "\u0661", "1;2"):
            with self.subTest(wait=wait):
                done, took, _ = self.refused_once(wait)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertLess(took, 10)
                self.results.rename(self.folder / ("after-" + str(time.monotonic())))

    def test_a_wait_longer_than_max_wait_is_never_slept(self):
        for wait in ("1e20", "86400", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"):
            with self.subTest(wait=wait):
                done, took, _ = self.refused_once(wait)
                self.assertIn(done.returncode, (0, 4), done.stderr)
                self.assertLess(took, 15)
                self.results.rename(self.folder / ("after-" + str(time.monotonic())))

    def test_a_redirect_is_not_followed_and_the_key_goes_nowhere_else(self):
        other = self.peer(good)

        def answer(client, number, request):
            client.sendall(response(b"", "307 Temporary Redirect", [f"Location: {other.address}/v1/chat/completions"]))
            return True
        peer = self.peer(answer)
        done = self.run_config(self.configure(peer.address, attempts=1))
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual((other.connections, len(other.requests)), (0, 0))
        self.assertEqual(self.scores_of(), {})
        self.assertIn(KEY.encode(), peer.requests[0])


if __name__ == "__main__":
    unittest.main()
