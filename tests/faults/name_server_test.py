"""Name servers that know nothing, fail, are silent, or recover (B1): asked again like any connection that cannot be made,
and nobody else waits."""

import socket
import struct
import threading
import time
import unittest

from hostile_peer import good
from peer_proof import PeerProof
from proof import needs, needs_root

NO_SUCH_NAME, SERVER_FAILURE = 3, 2


class NameServer:
    """`answer(number, question)`: an address, a code of failure, or None for silence. `number` counts the questions from
    0; `question` holds the name in the protocol's own form."""

    hosts = (f"127.0.77.{i}" for i in range(1, 255))

    def __init__(self, answer):
        self.answer, self.asked = answer, 0
        self.host = next(self.hosts)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((self.host, 53))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        try:
            while True:
                question, client = self.socket.recvfrom(512)
                reply = self.reply(question, self.answer(self.asked, question))
                self.asked += 1
                if reply:
                    self.socket.sendto(reply, client)
        except OSError:
            pass

    @staticmethod
    def reply(question, answer):
        if answer is None:
            return None
        end = question.index(b"\0", 12) + 5
        kind = struct.unpack(">H", question[end - 4:end - 2])[0]
        code = answer if isinstance(answer, int) else 0
        address = b"" if code or kind != 1 else b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 1, 4) + socket.inet_aton(answer)
        return question[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, bool(address), 0, 0) + question[12:end] + address

    def stop(self):
        self.socket.close()


@needs_root
@needs("unshare")
class Names(PeerProof):
    N = 4

    def run_with(self, answer, attempts=2, timeouts="{connect: 2s, first_byte: 3s, idle: 1s, total: 8s}",
                 other="127.0.0.1"):
        """One judge at judge.test, the other at `other`."""
        try:
            self.names = NameServer(answer)
        except OSError as e:
            self.skipTest(f"cannot be a name server: {e}")
        self.addCleanup(self.names.stop)
        settings = self.folder / "resolv.conf"
        settings.write_text(f"nameserver {self.names.host}\noptions timeout:5 attempts:2\n")
        certificate = self.authority.certificate("IP:127.0.0.1,DNS:judge.test,DNS:other.test")
        self.named, self.fine = self.peer(good, certificate), self.peer(good, certificate)
        config = self.configure(f"https://judge.test:{self.named.port}", f"https://{other}:{self.fine.port}",
                                attempts=attempts, timeouts=timeouts)
        began = time.monotonic()
        done = self.run_under(["unshare", "-m", "sh", "-c", 'mount --bind "$0" /etc/resolv.conf && exec "$@"', settings],
                              config)
        self.took = time.monotonic() - began
        return done

    def test_no_such_name(self):
        done = self.run_with(lambda n, _: NO_SUCH_NAME)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("judge.test could not be resolved", done.stderr)
        self.assertEqual(self.attempts(), ["transport"] * 2 * self.N)
        self.assertEqual(len(self.scores_of("judge-1")), self.N)

    def test_a_name_server_that_fails(self):
        done = self.run_with(lambda n, _: SERVER_FAILURE)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("judge.test could not be resolved", done.stderr)
        self.assertEqual(len(self.scores_of("judge-1")), self.N)

    def test_a_silent_one_costs_the_connect_deadline_and_neither_others_nor_the_end_wait_for_it(self):
        done = self.run_with(lambda n, _: None, attempts=1, timeouts="{connect: 1s, first_byte: 3s, idle: 1s, total: 8s}")
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("timeouts: connect", done.stderr)
        self.assertLess(self.took, 4)  # the system's own patience is ten seconds
        self.assertEqual(len(self.scores_of("judge-1")), self.N)
        self.assertLess(max(r["time"] for r in self.records("result")), min(r["time"] for r in self.records("fail")))

    def test_one_that_recovers(self):
        done = self.run_with(lambda n, _: SERVER_FAILURE if n < 6 else "127.0.0.1", attempts=6)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.scores_of("judge-0")), self.N)
        self.assertIn("transport", self.attempts())

    def test_a_stalled_name_holds_up_no_other_name(self):
        done = self.run_with(lambda n, question: "127.0.0.1" if b"other" in question else None, attempts=1,
                             timeouts="{connect: 2s, first_byte: 3s, idle: 1s, total: 8s}", other="other.test")
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual(len(self.scores_of("judge-1")), self.N)
        self.assertLess(max(r["time"] for r in self.records("result")), min(r["time"] for r in self.records("fail")))


if __name__ == "__main__":
    unittest.main()
