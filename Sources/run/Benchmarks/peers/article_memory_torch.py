"""The memory that PyTorch takes to train the article's network.

usage: article_memory_torch.py FOLDER THREADS EPOCHS

Trains as article_torch.py does, with a test after each epoch, and prints the peak of its memory in
megabytes.
"""

import sys

import torch
from torch import nn

import article_torch
import peer


def main(folder, threads, epochs):
    torch.set_num_threads(int(threads))
    model = article_torch.network(folder)
    optimizer = article_torch.adam(model)
    pixels, labels = map(torch.from_numpy, peer.digits(folder, "training"))
    test, test_labels = map(torch.from_numpy, peer.digits(folder, "test"))
    for _ in range(int(epochs)):
        article_torch.train(model, optimizer, pixels, labels)
        model.eval()
        with torch.inference_mode():
            for batch, expected in zip(test.split(1024), test_labels.split(1024)):
                nn.functional.nll_loss(model(batch.float() / 255), expected)
    print(peer.peak_megabytes())


main(*sys.argv[1:])
