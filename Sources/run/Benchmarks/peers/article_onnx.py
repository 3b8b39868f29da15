"""The article's network in ONNX Runtime, from the model that ModelFiles exports.

usage: article_onnx.py FOLDER THREADS

  infer    the test digits in batches of 1,024
  outputs  writes the outputs of the first test digits for Benchmarks to check
"""

import sys

import numpy
import onnxruntime

import peer


def main(folder, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    session = onnxruntime.InferenceSession(
        f"{folder}/article.onnx", options, providers=["CPUExecutionProvider"]
    )
    pixels, _ = peer.digits(folder, "test")
    images = pixels.astype(numpy.float32) / 255

    def infer(images):
        starts = range(0, len(images), 1024)
        return [session.run(None, {"image": images[i : i + 1024]})[0] for i in starts]

    peer.serve(
        {
            "infer": lambda: infer(images),
            "outputs": lambda: peer.write_floats(
                folder, "article-onnx-outputs", infer(images[:1024])[0]
            ),
        }
    )


main(*sys.argv[1:])
