"""The article's network in PyTorch.

usage: article_torch.py FOLDER THREADS

  train, train-channels-last  one epoch of the training digits, batches of 256, Adam
  infer, infer-channels-last  the test digits in batches of 1,024, in inference mode
  outputs                     writes the outputs of the first test digits for Benchmarks to check
  step                        writes the weights after one step from the first ones, to check too
"""

import sys

import torch
from torch import nn

import peer


class ArticleNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2))
        self.c2a = nn.Sequential(nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2))
        self.c2b = nn.Sequential(nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2))
        self.c3 = nn.Sequential(nn.Conv2d(16, 120, 5), nn.ReLU(), nn.Flatten())
        self.f4 = nn.Sequential(nn.Linear(120, 84), nn.ReLU())
        self.f5 = nn.Sequential(nn.Linear(84, 10), nn.LogSoftmax(dim=1))

    def forward(self, images):
        s1 = self.c1(images)
        return self.f5(self.f4(self.c3(self.c2a(s1) + self.c2b(s1))))


def network(folder, memory_format=torch.contiguous_format):
    """The network with the weights that Benchmarks wrote."""
    model = ArticleNet()
    weights = torch.from_numpy(peer.floats(folder, "article-weights"))
    nn.utils.vector_to_parameters(weights, model.parameters())
    # The parameters were views of the weights, which the other network has too.
    for parameter in model.parameters():
        parameter.data = parameter.data.clone()
    return model.to(memory_format=memory_format)


def adam(model):
    return torch.optim.Adam(model.parameters(), lr=2e-3)


def step(model, optimizer, pixels, labels):
    """Pixels stay bytes until their batch needs them, as ours do; it costs nothing."""
    optimizer.zero_grad()
    nn.functional.nll_loss(model(pixels.float() / 255), labels).backward()
    optimizer.step()


def train(model, optimizer, pixels, labels):
    model.train()
    for indexes in torch.randperm(len(pixels)).split(256):
        step(model, optimizer, pixels[indexes], labels[indexes])


@torch.inference_mode()
def infer(model, images):
    model.eval()
    return [model(batch) for batch in images.split(1024)]


def main(folder, threads):
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)

    pixels, labels = map(torch.from_numpy, peer.digits(folder, "training"))
    test = torch.from_numpy(peer.digits(folder, "test")[0]).float() / 255
    standard = network(folder)
    channels_last = network(folder, torch.channels_last)
    trained = network(folder), network(folder, torch.channels_last)
    optimizers = [adam(model) for model in trained]

    def write_step():
        model = network(folder)
        step(model, adam(model), pixels[:256], labels[:256])
        weights = nn.utils.parameters_to_vector(model.parameters())
        peer.write_floats(folder, "article-torch-step", weights.detach())

    peer.serve(
        {
            "train": lambda: train(trained[0], optimizers[0], pixels, labels),
            "train-channels-last": lambda: train(trained[1], optimizers[1], pixels, labels),
            "infer": lambda: infer(standard, test),
            "infer-channels-last": lambda: infer(channels_last, test),
            "outputs": lambda: peer.write_floats(
                folder, "article-torch-outputs", infer(standard, test[:1024])[0]
            ),
            "step": write_step,
        }
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
