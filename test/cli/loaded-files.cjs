// Loaded before the command line (node --require): writes what the process read, compiled and called into the file that LOADED names.
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const loaded = { scripts: [], packages: [], builtins: [], flags: [], network: [] };

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    const compiled = options.cachedData !== undefined && this.cachedDataRejected === false;
    loaded.scripts.push({ name: path.basename(options.filename), bytes: source.length, compiled });
  }
};
const { setFlagsFromString } = v8;
v8.setFlagsFromString = (flag) => {
  loaded.flags.push(flag);
  setFlagsFromString(flag);
};
const socket = net.Socket.prototype;
const { connect, _write, _writev } = socket;
const note = (chunk) =>
  loaded.network.push(...(/^(PUT|GET|HEAD|POST)(?= \/)/.exec(chunk.toString('latin1'))?.slice(1) ?? []));
socket.connect = function (...to) {
  loaded.network.push('connection');
  return connect.apply(this, to);
};
socket._write = function (chunk, ...rest) {
  note(chunk);
  return _write.call(this, chunk, ...rest);
};
socket._writev = function (chunks, ...rest) {
  for (const { chunk } of chunks) note(chunk);
  return _writev.call(this, chunks, ...rest);
};
process.on('exit', () => {
  loaded.packages = Object.keys(require.cache).filter((file) => file.includes('node_modules'));
  loaded.builtins = process.moduleLoadList.flatMap((entry) => /^NativeModule (.+)$/.exec(entry)?.[1] ?? []);
  fs.writeFileSync(process.env.LOADED, JSON.stringify(loaded));
});
