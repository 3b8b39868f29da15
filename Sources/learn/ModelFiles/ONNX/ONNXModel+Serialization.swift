public import Foundation
import NeuralNet

// Messages of the format; the number of each field is from `onnx.proto3`, whose names stand in
// the comments.

extension ONNXModel {
  /// The bytes of an `.onnx` file.
  public func serialized() -> Data {
    var model = ProtobufMessage()
    model.append(Self.formatVersion, to: 1)  // ir_version
    model.append("lenet", to: 2)  // producer_name
    if let documentation { model.append(documentation.model, to: 6) }  // doc_string
    model.append(graphMessage(), to: 7)  // graph
    var operators = ProtobufMessage()
    operators.append("", to: 1)  // domain
    operators.append(Self.operatorSet, to: 2)  // version
    model.append(operators, to: 8)  // opset_import
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      var entry = ProtobufMessage()
      entry.append(key, to: 1)  // key
      entry.append(value, to: 2)  // value
      model.append(entry, to: 14)  // metadata_props
    }
    return model.bytes
  }

  private func graphMessage() -> ProtobufMessage {
    var message = ProtobufMessage()
    for node in graph.nodes { message.append(node.message, to: 1) }  // node
    message.append("network", to: 2)  // name
    for constant in graph.constants { message.append(constant.message, to: 5) }  // initializer
    message.append(
      Self.value(Self.inputName, shape: inputShape, documentation?.input), to: 11)  // input
    message.append(
      Self.value(Self.outputName, shape: outputShape, documentation?.output), to: 12)  // output
    return message
  }

  /// A value with its type: floats, of as many patterns as there are.
  private static func value(
    _ name: String, shape: [Int], _ documentation: String?
  ) -> ProtobufMessage {
    var batch = ProtobufMessage()
    batch.append("batch", to: 2)  // dim_param
    var dimensions = ProtobufMessage()
    dimensions.append(batch, to: 1)  // dim
    for side in shape {
      var dimension = ProtobufMessage()
      dimension.append(side, to: 1)  // dim_value
      dimensions.append(dimension, to: 1)  // dim
    }
    var tensorType = ProtobufMessage()
    tensorType.append(TensorType.float.rawValue, to: 1)  // elem_type
    tensorType.append(dimensions, to: 2)  // shape
    var type = ProtobufMessage()
    type.append(tensorType, to: 1)  // tensor_type
    var value = ProtobufMessage()
    value.append(name, to: 1)  // name
    value.append(type, to: 2)  // type
    if let documentation { value.append(documentation, to: 3) }  // doc_string
    return value
  }
}

/// The types of numbers in tensors.
private enum TensorType: Int {
  case float = 1
  case integer = 7
}

/// The types of attributes.
private enum AttributeType: Int {
  case float = 1
  case integer = 2
  case integers = 7
}

extension ONNXGraph.Node {
  fileprivate var message: ProtobufMessage {
    var message = ProtobufMessage()
    for input in inputs { message.append(input, to: 1) }  // input
    message.append(output, to: 2)  // output
    message.append(name, to: 3)  // name
    message.append(operatorType, to: 4)  // op_type
    for attribute in attributes { message.append(attribute.message, to: 5) }  // attribute
    return message
  }
}

extension ONNXGraph.Attribute {
  fileprivate var message: ProtobufMessage {
    var message = ProtobufMessage()
    message.append(name, to: 1)  // name
    let type: AttributeType
    switch value {
    case .float(let number):
      message.append(number, to: 2)  // f
      type = .float
    case .integer(let number):
      message.append(number, to: 3)  // i
      type = .integer
    case .integers(let numbers):
      message.append(numbers, to: 8)  // ints
      type = .integers
    }
    message.append(type.rawValue, to: 20)  // type
    return message
  }
}

extension ONNXGraph.Constant {
  fileprivate var message: ProtobufMessage {
    var message = ProtobufMessage()
    var bytes = Data()
    let type: TensorType
    switch numbers {
    case .floats(let tensor):
      type = .float
      message.append(tensor.shape, to: 1)  // dims
      tensor.scalars.map(\.bitPattern.littleEndian).withUnsafeBytes {
        bytes.append(contentsOf: $0)
      }
    case .integers(let integers):
      type = .integer
      message.append([integers.count], to: 1)  // dims
      integers.map { Int64($0).littleEndian }.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
    message.append(type.rawValue, to: 2)  // data_type
    message.append(name, to: 8)  // name
    message.append(bytes, to: 9)  // raw_data
    return message
  }
}
