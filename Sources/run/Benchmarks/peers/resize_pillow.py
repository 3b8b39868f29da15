"""Digits stretched from 28x28 to 32x32 by Pillow.

usage: resize_pillow.py FOLDER

  resize   all test digits, by bilinear interpolation
  outputs  writes the pixels of the first of them for Benchmarks to check
"""

import sys

import numpy
from PIL import Image

import peer


def resize(images):
    return [image.resize((32, 32), Image.Resampling.BILINEAR) for image in images]


def main(folder):
    pixels = numpy.fromfile(f"{folder}/original-pixels.bytes", numpy.uint8).reshape(-1, 28, 28)
    images = [Image.fromarray(digit) for digit in pixels]
    peer.serve(
        {
            "resize": lambda: resize(images),
            "outputs": lambda: peer.write_floats(
                folder, "resized", [numpy.asarray(image) for image in resize(images[:1024])]
            ),
        }
    )


main(*sys.argv[1:])
