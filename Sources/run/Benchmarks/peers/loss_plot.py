"""The plot of a training's losses, drawn by matplotlib.

usage: loss_plot.py FOLDER BATCHES_PER_EPOCH

  draw  one picture of 720x380 pixels, written as PNG into memory
"""

import io
import sys

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy

import peer


def draw(losses, batches_per_epoch):
    batches = numpy.arange(1, len(losses) + 1)
    window = numpy.ones(50) / 50
    figure, axes = plt.subplots(figsize=(7.2, 3.8), dpi=100)
    for epoch in range(batches_per_epoch, len(losses) + 1, batches_per_epoch):
        axes.axvline(epoch, color="0.85", linewidth=0.8)
    axes.plot(batches, losses, color="C0", alpha=0.35, linewidth=0.8, label="each batch")
    means = numpy.convolve(losses, window, mode="valid")
    axes.plot(batches[len(window) - 1 :], means, color="C0", label="running mean")
    axes.set(title="Loss of each batch", xlabel="batch", ylabel="loss")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png")
    plt.close(figure)


def main(folder, batches_per_epoch):
    losses = peer.floats(folder, "losses")
    peer.serve({"draw": lambda: draw(losses, int(batches_per_epoch))})


main(*sys.argv[1:])
