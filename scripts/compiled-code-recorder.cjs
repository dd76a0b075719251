// Loaded before the app (electron -r): keeps V8's compiled form of each of the app's own scripts in MAYFLY_COMPILED once the app stands, and ends
// it. V8 adds every function to it that has run by then, so that a start from it compiles nothing.
const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const { app } = require('electron');

const OWN = /^mayfly\/main\/(.+\.cjs)$/;
const QUIET_MS = 1_500;
const LONGEST_MS = 60_000;

const scripts = new Map();
let lastMs = performance.now();
let loaded = false;

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    const [, name] = OWN.exec(options?.filename ?? '') ?? [];
    if (name === undefined) return;
    scripts.set(name, this);
    lastMs = performance.now();
  }
};

app.on('web-contents-created', (_event, contents) => {
  contents.once('did-finish-load', () => {
    loaded = true;
    lastMs = performance.now();
  });
});

const watch = setInterval(() => {
  if (loaded && performance.now() - lastMs > QUIET_MS) end();
  else if (performance.now() > LONGEST_MS) app.exit(1);
}, 100);

function end() {
  clearInterval(watch);
  for (const [name, script] of scripts) {
    const file = path.join(process.env.MAYFLY_COMPILED, `${process.platform}-${process.arch}`, `${name}.bin`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, script.createCachedData());
  }
  app.exit(0);
}
