"""Writes safetensors files, most of them with something wrong, and says which Python accepts.

usage: make_headers.py FOLDER

Prints a line for each file: its name, and whether safetensors accepted or refused it.
"""

import pathlib
import random
import struct
import sys

import safetensors

folder = pathlib.Path(sys.argv[1])
generator = random.Random(1)


def tensor(name="a", dtype='"F32"', shape="[1]", offsets="[0,4]", more=""):
    return f'"{name}":{{"dtype":{dtype},"shape":{shape},"data_offsets":{offsets}{more}}}'


LARGEST = 2**64 - 1
NUMBERS = ["1.0", "1e0", "1E0", "-1", "-0", "01", "+1", "0x1", ".1", "1.", "NaN", "null", "true",
           '"1"', "[1]", "{}", "", "1,", ",1", str(LARGEST), str(LARGEST + 1), str(2**63),
           "4294967296,4294967296", "1 ", "1,1"]
SHAPES = [f"[{number}]" for number in NUMBERS] + ["1", "null", "{}", "[]", "[0]", f"[0,{2**62}]"]
OFFSETS = [f"[0,{number}]" for number in NUMBERS] + [
    "[0]", "[0,4,8]", "[4,0]", "[-4,0]", "[0,8]", "[1,5]", f"[{LARGEST - 3},{LARGEST}]", "{}"]
TYPES = ['"F64"', '"f32"', '"F32 "', "1", "null", '"I32"', '"U8"', '"BF16"', '["F32"]']
NAMES = ["é", "\\ud800", "\\ud83d\\ude00", "\\udc00x", "\\ud800\\u0061", "a\tb", "a\nb", "a\0b",
         "\\x", "\\u12", "\\u00zz", '\\"\\\\\\/\\b\\f\\n\\r\\t', "\x7f", ""]
METADATA = ["{}", '{"k":"v"}', '{"k":1}', '{"k":null}', "null", "[]", '"x"', '{"k":"v",}']
VALUES = ["1e999", "-", "1.5e+3", "1e", "tru", "true", "NaN", "00", "-0", '"\\u0000"', "9" * 30,
          "[" * 100 + "]" * 100, "[" * 200 + "]" * 200, "[" * 100_000]
WHOLE = "{%s}" % tensor()
AROUND = ["%s ", " %s", "\n%s", "%s\n\t\r ", "\ufeff%s", "%s}", "%s x", "%s\0", "%s\v", "\f%s",
          "[%s]", "%s\u2028", "%s,", "//\n%s"]

headers = [WHOLE, "{}", "", "[]", "null", "1", WHOLE[:-1], WHOLE.replace('"', "'"),
           "{%s,}" % tensor(), "{,%s}" % tensor(), "{%s,%s}" % (tensor(), tensor("b"))]
headers += ["{%s}" % tensor(shape=shape) for shape in SHAPES]
headers += ["{%s}" % tensor(offsets=offsets) for offsets in OFFSETS]
headers += ["{%s}" % tensor(dtype=dtype) for dtype in TYPES]
headers += ["{%s}" % tensor(name) for name in NAMES]
headers += ["{%s}" % tensor(more=',"x":' + value) for value in VALUES]
headers += ["{%s}" % tensor(more="," + field) for field in ['"dtype":"F32"', '"shape":[1]']]
headers += ['{"__metadata__":%s,%s}' % (metadata, tensor()) for metadata in METADATA]
headers += [around % WHOLE for around in AROUND]
files = [(header.encode(), 4) for header in headers]
files += [(WHOLE.encode(encoding), 4) for encoding in ["utf-16", "utf-16-le", "utf-16-be"]]
files += [(("{%s}" % tensor("é")).encode("latin-1"), 4), (WHOLE.encode(), 3), (WHOLE.encode(), 5)]
files += [(b'{"%s":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}' % name, 4)
          for name in [b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80"]]
files += [(("{%s,%s}" % (tensor(), second)).encode(), 8)
          for second in [tensor("b", offsets="[4,8]"), tensor("a", offsets="[4,8]"),
                         tensor("\\u0061", offsets="[4,8]"), tensor("b", offsets="[2,6]")]]

# Slips of the pen.
LETTERS = b'{}[]",:0123456789.eE-+ \\/utfn\x00\x80\xff\t'
two = '{"__metadata__":{"k":"v"},%s,%s}' % (
    tensor(), tensor("b", dtype='"I32"', shape="[2,1]", offsets="[4,12]"))
for _ in range(400):
    header = bytearray(two.encode())
    for _ in range(generator.choice([1, 1, 1, 2, 3])):
        place = generator.randrange(len(header))
        letters = generator.choice([[], [generator.choice(LETTERS)]])
        header[place : place + generator.choice([0, 1])] = letters
    files.append((bytes(header), 12))

for number, (header, count) in enumerate(files):
    data = struct.pack("<Q", len(header)) + header + bytes(count)
    name = f"{number:04}"
    (folder / name).write_bytes(data)
    try:
        safetensors.deserialize(data)
        print(name, "accepted")
    except safetensors.SafetensorError:
        print(name, "refused")
