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
    const threads = process.moduleLoadList.includes('NativeModule worker_threads');
    loaded.scripts.push({ name: path.basename(options.filename), bytes: source.length, compiled, threads });
  }
};
const { setFlagsFromString } = v8;
v8.setFlagsFromString = (flag) => {
  loaded.flags.push(flag);
  setFlagsFromString(flag);
};
const note = (chunk) =>
  loaded.network.push(...(/^(PUT|GET|HEAD|POST)(?= \/)/.exec(chunk.toString('latin1'))?.slice(1) ?? []));
/** Calls `before` with the arguments of each call of a socket's method. */
const watch = (name, before) => {
  const method = net.Socket.prototype[name];
  net.Socket.prototype[name] = function (...args) {
    before(...args);
    return method.apply(this, args);
  };
};
watch('connect', () => loaded.network.push('connection'));
watch('_write', note);
watch('_writev', (chunks) => chunks.forEach(({ chunk }) => note(chunk)));
process.on('exit', () => {
  loaded.packages = Object.keys(require.cache).filter((file) => file.includes('node_modules'));
  loaded.builtins = process.moduleLoadList.flatMap((entry) => /^NativeModule (.+)$/.exec(entry)?.[1] ?? []);
  fs.writeFileSync(process.env.LOADED, JSON.stringify(loaded));
});
