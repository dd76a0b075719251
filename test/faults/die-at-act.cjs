// Loaded before the command line (node --require): it ends itself by SIGKILL at an act on files below a folder, named as `after link 2`: the second
// of these. Each change has an act before and after it, each write one in its middle.
const disk = require('node:fs/promises');
const { writeFileSync } = require('node:fs');

const { MAYFLY_ACTS_IN: folder = '', MAYFLY_DIE_AT: dieAt, MAYFLY_ACTS_TO: countTo } = process.env;
const counts = {};
const act = (name) => {
  counts[name] = (counts[name] ?? 0) + 1;
  if (`${name} ${counts[name]}` === dieAt) process.kill(process.pid, 'SIGKILL');
};

const counted =
  (name, method) =>
  async (...args) => {
    act(`before ${name}`);
    const result = await method(...args);
    act(`after ${name}`);
    return result;
  };

for (const name of ['open', 'link', 'rename', 'unlink', 'mkdir']) {
  const method = disk[name];
  const whole = counted(name, method);
  disk[name] = async (path, ...rest) => {
    if (!String(path).startsWith(folder)) return method(path, ...rest);
    const result = await whole(path, ...rest);
    if (name !== 'open') return result;
    for (const of of ['truncate', 'sync']) result[of] = counted(of, result[of].bind(result));
    const writev = result.writev.bind(result);
    result.writev = counted('write', async (pieces, position) => {
      // The next call writes what this one leaves: a system may write less than it was given.
      const middle = pieces[Math.floor(pieces.length / 2)];
      const half = [
        ...pieces.slice(0, Math.floor(pieces.length / 2)),
        middle.subarray(0, Math.ceil(middle.length / 2)),
      ];
      const begun = await writev(half, position);
      act('in a write');
      return begun;
    });
    return result;
  };
}

process.on('exit', () => writeFileSync(countTo, JSON.stringify(counts)));
