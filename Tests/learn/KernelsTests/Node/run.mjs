// Runs a tape of programs on kernels that were compiled to WebAssembly.
//
// node run.mjs kernels.wasm tape.json data.bin output.bin
import { readFileSync, writeFileSync } from "node:fs";

const [kernels, tapeFile, dataFile, outputFile] = process.argv.slice(2);
const tape = JSON.parse(readFileSync(tapeFile));
const data = readFileSync(dataFile);
const { instance } = await WebAssembly.instantiate(readFileSync(kernels));
const { memory, execute } = instance.exports;

// The blocks and programs stand behind what the kernels have of their own, at multiples of 64.
let next = memory.buffer.byteLength;
function place(bytes) {
  const start = Math.ceil(next / 64) * 64;
  next = start + bytes;
  const missing = next - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  return start;
}
function write(address, [start, count]) {
  new Uint8Array(memory.buffer).set(data.subarray(start, start + count), address);
}
const blocks = Object.fromEntries(
  tape.blocks.map(({ name, bytes, contents }) => {
    const address = place(bytes);
    write(address, contents);
    return [name, address];
  }));
const programs = tape.programs.map(({ count, bytes }) => {
  const address = place(bytes[1]);
  write(address, bytes);
  return { address, count };
});
for (const { program, block, offset, bytes } of tape.operations) {
  if (program === undefined) {
    write(blocks[block] + offset, bytes);
  } else {
    execute(
      programs[program].address, 0, programs[program].count, blocks.parameters, blocks.shared,
      blocks.own, blocks.gradients);
  }
}
const { bytes } = tape.blocks.find(({ name }) => name === "parameters");
writeFileSync(outputFile, new Uint8Array(memory.buffer, blocks.parameters, bytes));
