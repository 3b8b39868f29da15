"""LeNet-5 of 1998 in PyTorch, trained one digit at a time on one thread.

usage: lenet5_torch.py FOLDER DIGITS

  train      a step for each of so many digits; every weight has a rate of its own
  outputs    writes the penalties of the first test digits for Benchmarks to check
  gradients  writes the gradient of the first training digit's penalty, to check too
"""

import sys

import torch
from torch import nn

import peer


class Subsampling(nn.Module):
    """Sums of 2x2 units, each map times its own coefficient, plus its own bias."""

    def __init__(self, maps):
        super().__init__()
        self.coefficient = nn.Parameter(torch.zeros(maps))
        self.bias = nn.Parameter(torch.zeros(maps))

    def forward(self, maps):
        sums = nn.functional.avg_pool2d(maps, 2, divisor_override=1)
        return sums * self.coefficient[:, None, None] + self.bias[:, None, None]


class LeNet5(nn.Module):
    """C3 sees all of S2's maps; where its table has no connection its weights are zero."""

    def __init__(self, codes):
        super().__init__()
        self.c1, self.s2 = nn.Conv2d(1, 6, 5), Subsampling(6)
        self.c3, self.s4 = nn.Conv2d(6, 16, 5), Subsampling(16)
        self.c5, self.f6 = nn.Conv2d(16, 120, 5), nn.Linear(120, 84)
        self.register_buffer("codes", codes)

    def forward(self, images):
        for layer in self.c1, self.s2, self.c3, self.s4, self.c5:
            images = squash(layer(images))
        units = squash(self.f6(images.flatten(1)))
        return (units[:, None] - self.codes).square().sum(dim=2)


def squash(sums):
    return 1.7159 * torch.tanh(sums * (2 / 3))


def gradients(model, image, label):
    """Of the penalty of the right class, with respect to every parameter."""
    return torch.autograd.grad(model(image[None])[0, label], list(model.parameters()))


def train(model, rates, images, labels):
    parameters = list(model.parameters())
    for image, label in zip(images, labels):
        slopes = gradients(model, image, label)
        with torch.no_grad():
            torch._foreach_addcmul_(parameters, slopes, rates, value=-5e-4)


def main(folder, count):
    torch.set_num_threads(1)
    model = LeNet5(torch.from_numpy(peer.floats(folder, "lenet5-codes")).reshape(10, 84))
    weights = torch.from_numpy(peer.floats(folder, "lenet5-weights"))
    nn.utils.vector_to_parameters(weights, model.parameters())

    def tensors(name):
        pixels, labels = peer.digits(folder, name)
        return torch.from_numpy(pixels) * (1.275 / 255) - 0.1, torch.from_numpy(labels)

    images, labels = (part[: int(count)] for part in tensors("padded-training"))
    test, _ = tensors("padded-test")
    # Weights without a connection stay zero because their rate is.
    rates = [(parameter != 0).float() for parameter in model.parameters()]

    @torch.inference_mode()
    def write_outputs():
        peer.write_floats(folder, "lenet5-torch-outputs", model(test[:1024]))

    def write_gradients():
        slopes = gradients(model, images[0], labels[0])
        moved = [(slope * rate).flatten() for slope, rate in zip(slopes, rates)]
        peer.write_floats(folder, "lenet5-torch-gradients", torch.cat(moved))

    peer.serve(
        {
            "train": lambda: train(model, rates, images, labels),
            "outputs": write_outputs,
            "gradients": write_gradients,
        }
    )


main(*sys.argv[1:])
