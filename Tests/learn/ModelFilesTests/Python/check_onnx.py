"""Checks an ONNX model, and that onnxruntime computes what the network computed.

usage: check_onnx.py MODEL.onnx EXAMPLES.safetensors

The examples hold pairs of tensors: images.N for a batch of N images, and outputs.N. The model's
metadata must be that of the examples.
"""

import sys

import numpy
import onnx
import onnxruntime
import safetensors

model_path, examples_path = sys.argv[1:]
model = onnx.load(model_path)
onnx.checker.check_model(model, full_check=True)
assert model.opset_import[0].version >= 17, model.opset_import

inferred = onnx.shape_inference.infer_shapes(
    model, check_type=True, strict_mode=True, data_prop=True
).graph
typed = {value.name for value in inferred.value_info} | {inferred.output[0].name}
untyped = [name for node in inferred.node for name in node.output if name not in typed]
assert not untyped, f"no shapes for {untyped}"
for value in (*inferred.input, *inferred.output):
    dimensions = value.type.tensor_type.shape.dim
    assert dimensions[0].dim_param == "batch", value

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(
    model_path, sess_options=options, providers=["CPUExecutionProvider"]
)
with safetensors.safe_open(examples_path, framework="numpy") as examples:
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    assert metadata == (examples.metadata() or {}), metadata
    batches = sorted(int(name[7:]) for name in examples.keys() if name.startswith("images."))
    assert batches, "no examples"
    for batch in batches:
        images = examples.get_tensor(f"images.{batch}")
        expected = examples.get_tensor(f"outputs.{batch}")
        (outputs,) = session.run(["output"], {"image": images})
        assert outputs.shape == expected.shape, (outputs.shape, expected.shape)
        difference = numpy.abs(outputs - expected) / numpy.maximum(1, numpy.abs(expected))
        worst = float(difference.max())
        print(f"batch of {batch}: largest difference {worst:.2g}")
        assert worst <= 1e-5, f"batch of {batch}: largest difference {worst}"
