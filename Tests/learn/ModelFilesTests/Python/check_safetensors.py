"""Reads a file that Swift wrote, and writes one for Swift to read.

usage: check_safetensors.py READ.safetensors WRITE.safetensors

Prints what is in the first file; the second gets the same tensors, each number doubled.
"""

import sys

import numpy
import safetensors
import safetensors.numpy

read_path, write_path = sys.argv[1:]
doubled = {}
with safetensors.safe_open(read_path, framework="numpy") as file:
    for key, value in sorted((file.metadata() or {}).items()):
        print(f"{key}={value}")
    for name in sorted(file.keys()):
        tensor = file.get_tensor(name)
        print(f"{name} {tensor.dtype} {list(tensor.shape)} {tensor.flatten().tolist()}")
        doubled[name] = numpy.asarray(tensor + tensor)
safetensors.numpy.save_file(doubled, write_path, metadata={"written by": "Python"})
