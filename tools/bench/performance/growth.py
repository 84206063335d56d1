"""What a call costs, and how much memory a run takes, as one thing after the other is doubled."""

import shutil

from .job import Job, write_dataset
from .table import median

SERIES = {  # what is doubled: from, doublings (quick: 4)
    "entries": (1000, 7),
    "judges": (1, 6),
    "journal": (4000, 7),
    "concurrency": (8, 10),
}
ENTRIES = 4000


def one(name, x, program, folder, nginx, size):
    """The usage of one run, and its calls."""
    entries = {"entries": x, "judges": ENTRIES // 2, "concurrency": 4 * ENTRIES}.get(name, ENTRIES)
    dataset = folder / f"{entries}.jsonl"
    if not dataset.exists():
        write_dataset(dataset, entries, size)
    job = Job(program, folder / name, dataset, nginx.address("c") + "/v1", nginx.authority, stream=False)
    if name == "judges":
        job.judges = x
    if name == "concurrency":
        job.threads = x
    if name == "journal":
        # The same folder again, with twice the repeats: as many are asked anew as the journal holds already.
        job.repeats = 2 * x // ENTRIES
        return job.write().measure(), x
    used = job.write().measure()
    shutil.rmtree(job.folder)
    return used, entries * (x if name == "judges" else 1)


def grow(name, program, folder, nginx, size, quick, rounds, say):
    start, doublings = SERIES[name]
    places = [start << i for i in range((4 if quick else doublings) + 1)]
    cpu, memory = {x: [] for x in places}, {x: [] for x in places}
    for turn in range(rounds):
        if name == "journal":
            job = Job(program, folder / name, write_dataset(folder / f"{ENTRIES}.jsonl", ENTRIES, size),
                      nginx.address("c") + "/v1", nginx.authority, stream=False)
            job.write().measure()  # what the first point finds in the journal
        for x in places:
            say(f"{name} {x:,}, round {turn + 1} of {rounds}")
            used, calls = one(name, x, program, folder, nginx, size)
            cpu[x].append(used.cpu / calls * 1e6)
            memory[x].append(used.peak_kib / 1024)
        shutil.rmtree(folder / name, ignore_errors=True)
    say("")
    return [{"x": x, "cpu_us": median(cpu[x]), "memory_mib": median(memory[x])} for x in places]
