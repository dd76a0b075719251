// The results of the fault suites as a table, a row per fault and a column per size, with their sums.

const SIZES = ['0 B', '1 B', '5 MiB + 1', '64 MiB'];
const TITLES = {
  network: 'network, proxy or server',
  file: 'the file',
  process: 'processes, disk and clock',
  thread: 'threads of the engine, killed',
  kill: 'kill -9',
};

/** A Markdown table and its sums. `lines` are those of test/faults/results.ts. */
export function faultTable(lines) {
  const rows = [
    ['fault', ...SIZES, 'then', 'cases', 'slowest'],
    ['---', ...SIZES.map(() => '---'), '---', '---:', '---:'],
  ];
  for (const [group, title] of Object.entries(TITLES)) {
    const ofGroup = lines.filter((line) => line.group === group);
    if (ofGroup.length === 0) continue;
    rows.push([`**${title}**`, ...SIZES.map(() => ''), '', String(ofGroup.length), '']);
    for (const fault of new Set(ofGroup.map((line) => line.fault))) {
      rows.push(
        faultRow(
          fault,
          ofGroup.filter((line) => line.fault === fault),
        ),
      );
    }
  }
  return `${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\n${sums(lines).join('\n')}`;
}

function faultRow(fault, lines) {
  const bySize = SIZES.map((size) => lines.find((line) => line.size === size)?.outcome ?? '');
  const anySize = lines.every((line) => !SIZES.includes(line.size));
  const outcomes = anySize ? [[...new Set(lines.map((line) => line.outcome))].join(', '), '', '', ''] : bySize;
  const ends = [...new Set(lines.map((line) => line.finally))].join(', ');
  const slowestMs = Math.max(...lines.map((line) => line.tookMs));
  return [fault, ...outcomes, ends, String(lines.length), `${(slowestMs / 1_000).toFixed(1)} s`];
}

function sums(lines) {
  const count = (test) => lines.filter(test).length;
  const kills = lines.filter((line) => line.group === 'kill');
  const faults = new Set(lines.filter((line) => line.group !== 'kill').map((line) => `${line.group} ${line.fault}`))
    .size;
  const found = (words) => count((line) => line.contradictions.some((text) => text.includes(words)));
  const againMiB = Math.max(0, ...kills.map((line) => line.figures?.againBytes ?? 0)) / 1_048_576;
  return [
    `- ${faults} faults, ${lines.length - kills.length} cases: ${count((line) => line.group !== 'kill' && line.outcome === 'done')} done at once, ` +
      `${count((line) => line.group !== 'kill' && line.outcome !== 'done')} failures with a code and words`,
    `- called done while the stored bytes differ: ${found('differ') + found('corrupt')}`,
    `- failures without a code or words: ${found('without')}`,
    `- longer than 60 s: ${count((line) => line.tookMs > 60_000)}`,
    `- ${kills.length} kills: ${count((line) => line.group === 'kill' && line.contradictions.length === 0)} recovered; ` +
      `ledger rows lost: ${found('row of the ledger')}; orphans: ${found('nobody knows') + found('left behind')}; ` +
      `sent again at most: ${againMiB.toFixed(1)} MiB of at most 64 in flight`,
    `- contradictions of any kind: ${count((line) => line.contradictions.length > 0)}`,
  ];
}
