"""A small load: a few connections, each asking again as soon as it is answered."""

from __future__ import annotations

import dataclasses
import http.client
import threading
import time
from collections.abc import Mapping, Sequence

CONNECTIONS = 4
CHUNK = 1024 * 1024


@dataclasses.dataclass(frozen=True, slots=True)
class Rate:
    """requests: a second. p50, p95: milliseconds. bytes: of one answer."""

    requests: float
    p50: float
    p95: float
    bytes: int


def load(port: int, paths: Sequence[str], seconds: float, expected: int = 200,
         headers: Mapping[str, str] | None = None) -> Rate:  # fmt: skip
    """Ask for the paths in turn, over several connections, for so long.

    Raises: RuntimeError where an answer has another status than expected.
    """
    times: list[float] = []
    sizes: list[int] = []
    failures: list[str] = []
    end = time.perf_counter() + seconds

    def ask(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        number = first
        while time.perf_counter() < end and not failures:
            path = paths[number % len(paths)]
            number += 1
            start = time.perf_counter()
            connection.request("GET", path, headers=dict(headers or {}))
            response = connection.getresponse()
            size = len(response.read())
            times.append(time.perf_counter() - start)
            sizes.append(size)
            if response.status != expected:
                failures.append(f"{path} answered {response.status}")
        connection.close()

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(CONNECTIONS)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0])
    return _rate(sorted(times), time.perf_counter() - begin, sizes[0])


def _rate(times: Sequence[float], seconds: float, size: int) -> Rate:
    """times: sorted, in seconds."""
    return Rate(
        requests=len(times) / seconds,
        p50=1000 * times[len(times) // 2],
        p95=1000 * times[int(len(times) * 0.95)],
        bytes=size,
    )


def fetch(port: int, path: str) -> tuple[int, float]:
    """Download once: bytes, and seconds.

    Raises: RuntimeError where the answer isn't 200.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    start = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    size = 0
    while piece := response.read(CHUNK):
        size += len(piece)
    seconds = time.perf_counter() - start
    connection.close()
    return size, seconds


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    etag: str


def answer_of(port: int, path: str) -> Answer:
    """Ask once."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    answer = Answer(response.read(), response.headers.get("ETag", ""))
    connection.close()
    return answer
