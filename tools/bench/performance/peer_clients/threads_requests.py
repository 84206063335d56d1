"""A thread a call, a session a thread, as most scripts do it. Prints the seconds of CPU of all calls."""

import json
import sys
import threading
import time

import requests

job = json.load(sys.stdin)
numbers = iter(range(job["calls"]))
lock = threading.Lock()


def next_number():
    with lock:
        return next(numbers, None)


def work():
    with requests.Session() as session:
        while next_number() is not None:
            answer = session.post(job["url"] + job["path"], data=job["body"].encode(), headers=job["headers"],
                                  verify=job["authority"])
            answer.raise_for_status()
            if "event-stream" in answer.headers["Content-Type"]:
                for line in answer.text.splitlines():
                    if line.startswith("data: {"):
                        json.loads(line[6:])
            else:
                answer.json()


before = time.process_time()
threads = [threading.Thread(target=work) for _ in range(job["threads"])]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
if next_number() is not None:
    sys.exit("some calls failed")
print(time.process_time() - before)
