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
const note = (chunk) =>
  loaded.network.push(...(/^(PUT|GET|HEAD|POST)(?= \/)/.exec(chunk.toString('latin1'))?.slice(1) ?? []));
const before = {
  connect: () => loaded.network.push('connection'),
  _write: note,
  _writev: (chunks) => chunks.map(({ chunk }) => note(chunk)),
};
for (const [name, look] of Object.entries(before)) {
  const method = net.Socket.prototype[name];
  net.Socket.prototype[name] = function (...given) {
    look(...given);
    return method.apply(this, given);
  };
}
process.on('exit', () => {
  loaded.packages = Object.keys(require.cache).filter((file) => file.includes('node_modules'));
  loaded.builtins = process.moduleLoadList.flatMap((entry) => /^NativeModule (.+)$/.exec(entry)?.[1] ?? []);
  fs.writeFileSync(process.env.LOADED, JSON.stringify(loaded));
});
