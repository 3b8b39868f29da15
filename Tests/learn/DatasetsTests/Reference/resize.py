"""Writes what Pillow makes of some images, for BilinearResizingTests.

    pip install pillow==13.0.0
    python3 resize.py

Each case in resized.txt is three lines: the old and the new size, the old pixels, the new pixels.
The last line is the CRC-32 of all 5,000 digits of the embedded sample, resized from 28x28 to 32x32
and put one after the other.
"""

import gzip
import random
import zlib
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
SAMPLE = HERE / "../../../../Sources/learn/Datasets/Sample/sample-images-idx3-ubyte.gz"
SIDE, NEW_SIDE = 28, 32


def resized(pixels, old, new):
    image = Image.frombytes("L", old, bytes(pixels))
    return image.resize(new, Image.Resampling.BILINEAR).tobytes()


def case(pixels, old, new):
    sizes = " ".join(str(number) for number in old + new)
    rows = [" ".join(str(p) for p in values) for values in (pixels, resized(pixels, old, new))]
    return "\n".join([sizes] + rows)


def noise(width, height):
    generator = random.Random(width * 1000 + height)
    return bytes(generator.randrange(256) for _ in range(width * height))


def main():
    content = gzip.decompress(SAMPLE.read_bytes())[16:]
    digits = [content[i : i + SIDE * SIDE] for i in range(0, len(content), SIDE * SIDE)]
    cases = [
        case(digits[0], (SIDE, SIDE), (NEW_SIDE, NEW_SIDE)),
        case(noise(SIDE, SIDE), (SIDE, SIDE), (NEW_SIDE, NEW_SIDE)),
        case(noise(5, 3), (5, 3), (8, 11)),
        case(noise(13, 9), (13, 9), (4, 7)),
        case(noise(6, 6), (6, 6), (6, 6)),
        case(noise(1, 1), (1, 1), (3, 2)),
        case(noise(17, 2), (17, 2), (1, 1)),
    ]
    all_resized = b"".join(resized(d, (SIDE, SIDE), (NEW_SIDE, NEW_SIDE)) for d in digits)
    cases.append(str(zlib.crc32(all_resized)))
    (HERE / "resized.txt").write_text("\n".join(cases) + "\n")


if __name__ == "__main__":
    main()
