// What a run of Stryker found, as one table, and whether the suites are sharp enough.

/** Percent of the mutants that must be killed: of all files together, and of each. */
const least = { all: 95, each: 85 };

const killing = new Set(['Killed', 'Timeout']);
/** They say nothing: they do not run, or somebody said why they change nothing. */
const uncounted = new Set(['CompileError', 'RuntimeError', 'Ignored']);

function scoreOf(mutants) {
  const counted = mutants.filter(({ status }) => !uncounted.has(status));
  const killed = counted.filter(({ status }) => killing.has(status)).length;
  return {
    mutants: counted.length,
    killed,
    ignored: mutants.filter(({ status }) => status === 'Ignored').length,
  };
}

/**
 * `report`: the JSON report's `files`; `known`: a former table, whose rows stay for what the report does not hold; `names`: files below `main/core`,
 * with `.ts`, that the table keeps (default: all). Gives a Markdown table, and in words what is under its threshold.
 */
export function mutationScore(report, known = '', names) {
  const measured = Object.entries(report).map(([path, { mutants }]) => ({
    name: path.replace('main/core/', ''),
    ...scoreOf(mutants),
  }));
  const former = [...known.matchAll(/^\| (\S+\.ts) +\| +(\d+) \| +(\d+) \| +(\d+) \|/gm)]
    .map(([, name, ...counts]) => [name, ...counts.map(Number)])
    .map(([name, mutants, killed, ignored]) => ({ name, mutants, killed, ignored }))
    .filter(({ name }) => !measured.some((file) => file.name === name));
  const files = [...measured, ...former]
    .filter(({ name }) => names === undefined || names.includes(name))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const sum = (count) => files.reduce((so, file) => so + file[count], 0);
  const all = { name: 'all', mutants: sum('mutants'), killed: sum('killed'), ignored: sum('ignored') };
  const percentOf = ({ mutants, killed }) => (mutants === 0 ? 100 : (100 * killed) / mutants);
  const rows = [...files, all].map((row) => ({
    ...row,
    percent: percentOf(row),
    least: row === all ? least.all : least.each,
  }));
  return {
    table: [
      '| file | mutants | killed | ignored | killed % |',
      '| --- | ---: | ---: | ---: | ---: |',
      ...rows.map(
        ({ name, mutants, killed, ignored, percent }) =>
          `| ${name} | ${mutants} | ${killed} | ${ignored} | ${percent.toFixed(1)} |`,
      ),
    ].join('\n'),
    under: rows
      .filter(({ percent, least: wanted }) => percent < wanted)
      .map(({ name, percent, least: wanted }) => `${name}: ${percent.toFixed(1)} % killed, ${wanted} % are asked for`),
  };
}
