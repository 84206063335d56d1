"""aiohttp, one session. Prints the seconds of CPU of all calls."""

import asyncio
import json
import ssl
import sys
import time

import aiohttp

job = json.load(sys.stdin)


async def work(session, numbers):
    for _ in numbers:
        async with session.post(job["url"] + job["path"], data=job["body"].encode(), headers=job["headers"]) as answer:
            answer.raise_for_status()
            if "event-stream" in answer.headers["Content-Type"]:
                async for line in answer.content:
                    if line.startswith(b"data: {"):
                        json.loads(line[6:])
            else:
                await answer.json()


async def main():
    trusted = ssl.create_default_context(cafile=job["authority"])
    numbers = iter(range(job["calls"]))
    connector = aiohttp.TCPConnector(limit=job["threads"], ssl=trusted)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(work(session, numbers) for _ in range(job["threads"])))


before = time.process_time()
asyncio.run(main())
print(time.process_time() - before)
