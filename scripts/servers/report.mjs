// Prints the results of each server: the doctor's findings, its text for public places, and one table of all.

const remarkable = ({ state }) => state !== 'ok' && state !== 'skipped';

/** Prints the doctor's findings on the buckets of one server. */
export function describeServer({ examined }) {
  return examined
    .map(({ name, examination, report }) => {
      const { verdict, requests, findings, capabilities } = examination;
      const found = findings
        .filter(remarkable)
        .map(({ step, state, code, text }) => `  ${state} ${step}: ${code}: ${text}`);
      const facts = `  capabilities ${JSON.stringify(capabilities)}`;
      return [`\n== The doctor on ${name}: ${verdict}, ${requests} requests`, ...found, facts, '', report.trim()].join(
        '\n',
      );
    })
    .join('\n');
}

/** Prints the table and gives the exit code. */
export function summarise(results) {
  console.log('');
  const judgements = results.map((result) => {
    const { name, problem } = result;
    if (problem !== undefined) return line(false, name, problem.split('\n')[0]);
    const { suites, lacks, window, guests, examined } = result;
    const { passed, lacking, surprises, seconds } = suites;
    for (const test of surprises) console.log(`✗ ${test}`);
    const verdicts = examined.map(({ examination }) => `${examination.verdict} (${examination.requests} requests)`);
    const facts = [
      `${passed} passed, ${surprises.length} failed in ${seconds.toFixed(0)} s`,
      ...(lacking > 0 ? [`${lacking} cannot pass there: it lacks ${lacks.join('; ')}`] : []),
      ...(guests === undefined ? [] : [wordsOf(guests)]),
      ...(window === 0 ? [] : ['the window failed: its connections, or a file request from it']),
      `the doctor: ${verdicts.join(', ')}`,
    ];
    const works = lacks.length > 0 || examined.every(({ examination }) => examination.ok);
    const served = guests === undefined || (guests.failed === 0 && guests.passed > 0);
    return line(surprises.length === 0 && passed > 0 && window === 0 && served && works, name, facts.join('; '));
  });
  return judgements.every(Boolean) ? 0 : 1;
}

function line(sound, name, text) {
  console.log(`${sound ? '✓' : '✗'} ${name.padEnd(6)} ${text}`);
  return sound;
}

const wordsOf = ({ unavailable, passed, failed }) =>
  `guests in browsers: ${unavailable === undefined ? `${passed} passed, ${failed} failed` : `not run, ${unavailable}`}`;
