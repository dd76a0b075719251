// Loaded before every script (`node -r`): says in one line that Node is too old, before anything is installed. It is the one file that an old Node
// reads, so it holds nothing that is newer than Node 6.
'use strict';

const wanted = /\d+\.\d+/.exec(require('../package.json').engines.node)[0];
const numbers = (version) => /(\d+)\.(\d+)/.exec(version).slice(1).map(Number);

const is = numbers(process.version);
const least = numbers(wanted);
if (is[0] < least[0] || (is[0] === least[0] && is[1] < least[1])) {
  process.stderr.write(
    `mayfly: this is Node ${process.version}, and Mayfly takes ${wanted} or newer (https://nodejs.org). Nothing was installed.\n`,
  );
  process.exit(1);
}
