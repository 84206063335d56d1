"""`preceptron simulate` in a process of its own on the server's core."""

import contextlib
import subprocess

from .cores import SERVER, Process, cpu_so_far


class Simulator:
    def __init__(self, program, folder, *flags):
        self.authority = folder / "simulator.pem"
        self.process = Process([program, "simulate", "--port", "0", "--ca-out", self.authority, *flags], SERVER,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.child.stdout.readline().split()
        if len(line) < 2:
            self.process.stop()
            raise RuntimeError("preceptron simulate does not start")
        self.address = line[1]

    def cpu(self):
        return cpu_so_far(self.process.pid)


@contextlib.contextmanager
def simulator(program, folder, *flags):
    server = Simulator(program, folder, *flags)
    try:
        yield server
    finally:
        server.process.stop()
        server.process.child.stdout.close()
