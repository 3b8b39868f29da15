"""The article's network in PyTorch: the work that Benchmarks compares itself with.

Usage: article_torch.py THREADS IMAGES

Reads one command a line from standard input and answers with the seconds it took:
  train  one epoch of training, batch 256, Adam
  infer  one pass without gradients, batch 1,024
"""

import sys
import time

import torch
from torch import nn


class ArticleNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2))
        self.c2a = nn.Sequential(nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2))
        self.c2b = nn.Sequential(nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2))
        self.c3 = nn.Sequential(nn.Conv2d(16, 120, 5), nn.ReLU(), nn.Flatten())
        self.f = nn.Sequential(
            nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10), nn.LogSoftmax(dim=1)
        )

    def forward(self, images):
        s1 = self.c1(images)
        return self.f(self.c3(self.c2a(s1) + self.c2b(s1)))


def train(model, optimizer, images, labels):
    model.train()
    order = torch.randperm(len(images))
    for indexes in order.split(256):
        optimizer.zero_grad()
        nn.functional.nll_loss(model(images[indexes]), labels[indexes]).backward()
        optimizer.step()


@torch.inference_mode()
def infer(model, images):
    model.eval()
    for batch in images.split(1024):
        model(batch)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    count = int(sys.argv[2])
    # Four pixels of five are background, as in MNIST.
    images = torch.rand(count, 1, 32, 32)
    images[torch.rand_like(images) < 0.8] = 0
    labels = torch.randint(10, (count,))
    model = ArticleNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    for command in sys.stdin:
        start = time.perf_counter()
        if command.strip() == "train":
            train(model, optimizer, images, labels)
        else:
            infer(model, images)
        print(time.perf_counter() - start, flush=True)


main()
