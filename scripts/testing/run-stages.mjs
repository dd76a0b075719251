// Runs the steps of `npm test`, side by side where the plan says so; what each writes stays whole, in the order of the plan.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countFromReport, failuresFromReport } from './counts.mjs';
import { afterSecondTry } from './second-try.mjs';

/**
 * Runs stages (scripts/testing/steps.mjs) one after the other. Resolves to a row for each step that ran, in the order of the plan. After a
 * signal (an exit code above 128) no further step starts.
 */
export async function runStages(stages, write = (text) => process.stdout.write(text)) {
  const reports = mkdtempSync(join(tmpdir(), 'mayfly-reports-'));
  const rows = [];
  let stopped = false;
  /** Runs a step, or of its tests those that failed before. */
  const runStep = async ({ name, run }, output, options, failedBefore) => {
    output.write(`\n== ${name}${failedBefore === undefined ? '' : ', once more'}\n`);
    const startedMs = performance.now();
    const reportFile = join(reports, `${name}.json`);
    rmSync(reportFile, { force: true });
    const exitCode = await run(reportFile, options, failedBefore);
    const seconds = (performance.now() - startedMs) / 1_000;
    const failures = failuresFromReport(reportFile);
    return { name, seconds, exitCode, failures, ...countFromReport(reportFile, exitCode) };
  };
  const runTrack = async (track, outputs, options) => {
    const done = [];
    for (const [index, step] of track.entries()) {
      const output = outputs[index];
      if (!stopped) {
        const first = await runStep(step, output, options(output));
        const row = await afterSecondTry(first, (failures) => runStep(step, output, options(output), failures));
        done.push(row);
        stopped ||= row.exitCode > 128;
      }
      output.end();
    }
    return done;
  };
  try {
    for (const tracks of stages) {
      const outputs = takingTurns(tracks.flat().length, write);
      // A step that runs alone has the terminal itself.
      const options = tracks.length === 1 ? () => ({}) : (output) => ({ output: output.write });
      const made = tracks.map((track) => runTrack(track, outputs.splice(0, track.length), options));
      rows.push(...(await Promise.all(made)).flat());
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  return rows;
}

/** Outputs in order: the first that has not ended writes through, what comes to the others is kept until their turn. */
function takingTurns(count, write) {
  const kept = Array.from({ length: count }, () => []);
  const ended = new Set();
  let turn = 0;
  return kept.map((texts, index) => ({
    write: (text) => (index === turn ? write(text) : texts.push(text)),
    end() {
      ended.add(index);
      for (; ended.has(turn); turn += 1) for (const text of kept[turn + 1] ?? []) write(text);
    },
  }));
}
