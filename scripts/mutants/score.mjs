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
    percent: counted.length === 0 ? 100 : (100 * killed) / counted.length,
  };
}

/** `report`: the JSON report's `files`. Gives a Markdown table, and in words what is under its threshold. */
export function mutationScore(report) {
  const files = Object.entries(report).map(([name, { mutants }]) => ({ name, least: least.each, ...scoreOf(mutants) }));
  const all = Object.values(report).flatMap(({ mutants }) => mutants);
  const rows = [
    ...files.toSorted((a, b) => a.name.localeCompare(b.name)),
    { name: 'all', least: least.all, ...scoreOf(all) },
  ];
  return {
    table: [
      '| file | mutants | killed | ignored | killed % |',
      '| --- | ---: | ---: | ---: | ---: |',
      ...rows.map(
        ({ name, mutants, killed, ignored, percent }) =>
          `| ${name.replace('main/core/', '')} | ${mutants} | ${killed} | ${ignored} | ${percent.toFixed(1)} |`,
      ),
    ].join('\n'),
    under: rows
      .filter(({ percent, least: wanted }) => percent < wanted)
      .map(({ name, percent, least: wanted }) => `${name}: ${percent.toFixed(1)} % killed, ${wanted} % are asked for`),
  };
}
