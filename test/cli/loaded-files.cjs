// Loaded before the command line (node --require): writes what the process read, compiled and called into the file that LOADED names.
const fs = require('node:fs');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const loaded = { scripts: [], packages: [], builtins: [], flags: [] };

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
process.on('exit', () => {
  loaded.packages = Object.keys(require.cache).filter((file) => file.includes('node_modules'));
  loaded.builtins = process.moduleLoadList.flatMap((entry) => /^NativeModule (.+)$/.exec(entry)?.[1] ?? []);
  fs.writeFileSync(process.env.LOADED, JSON.stringify(loaded));
});
