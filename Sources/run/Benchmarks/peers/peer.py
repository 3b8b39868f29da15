"""What the peers share: they do a piece of work whenever they are told, and say how long it took.

A line on standard input names the work; the answer on standard output is its seconds. The work's
data lie in a folder, as bytes or floats without a header, and are read before the clock starts.
"""

import sys
import time

import numpy


def digits(folder, name):
    """Images of 32x32 bytes, and their labels."""
    pixels = numpy.fromfile(f"{folder}/{name}-pixels.bytes", numpy.uint8)
    labels = numpy.fromfile(f"{folder}/{name}-labels.bytes", numpy.uint8)
    return pixels.reshape(-1, 1, 32, 32), labels.astype(numpy.int64)


def floats(folder, name):
    return numpy.fromfile(f"{folder}/{name}.floats", numpy.float32)


def write_floats(folder, name, numbers):
    numpy.asarray(numbers, numpy.float32).tofile(f"{folder}/{name}.floats")


def serve(works):
    """Does what each line names until there are no more lines."""
    for line in sys.stdin:
        work = works[line.strip()]
        start = time.perf_counter()
        work()
        print(time.perf_counter() - start, flush=True)


def peak_megabytes():
    """The most memory that this process ever had, as Benchmarks counts its own."""
    try:
        with open("/proc/self/status") as status:
            lines = dict(line.split(":", 1) for line in status)
        return int(lines["VmHWM"].split()[0]) * 1024 / 1e6
    except FileNotFoundError:  # macOS counts bytes.
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
