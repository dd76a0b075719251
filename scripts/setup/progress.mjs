// Prints the progress of set-up to stderr; stdout stays free for links.
const SILENT_MS = 1_500;
const HEARTBEAT_MS = 10_000;
const REPORT_EVERY_MS = 2_000;

/** One line on stderr, marked as Mayfly's among npm's lines. */
export function say(line) {
  process.stderr.write(`mayfly: ${line}\n`);
}

/**
 * Runs `work` under a name. Quick steps print nothing; slow ones print their start, their progress, and their
 * duration. `work` may call its argument with a fraction from 0 to 1.
 */
export async function step(name, work) {
  const startedMs = performance.now();
  let announced = false;
  let lastReportMs = startedMs;
  const announce = () => {
    if (!announced) say(`${name} ...`);
    announced = true;
  };
  const elapsed = () => `${((performance.now() - startedMs) / 1_000).toFixed(1)} s`;
  const opening = setTimeout(announce, SILENT_MS);
  const heartbeat = setInterval(() => {
    if (performance.now() - lastReportMs >= HEARTBEAT_MS) say(`${name} ... still at it after ${elapsed()}`);
  }, HEARTBEAT_MS);
  const report = (fraction) => {
    if (!announced || performance.now() - lastReportMs < REPORT_EVERY_MS) return;
    lastReportMs = performance.now();
    say(`${name} ... ${Math.min(99, Math.floor(fraction * 100))} %`);
  };
  try {
    const result = await work(report);
    if (announced) say(`${name}: done in ${elapsed()}`);
    return result;
  } catch (error) {
    if (announced) say(`${name}: failed after ${elapsed()}`);
    throw error;
  } finally {
    clearTimeout(opening);
    clearInterval(heartbeat);
  }
}

/** An error whose message is for the user: shown without a stack. */
export class SetupError extends Error {}

/** Runs a script's main function; a SetupError ends it with one sentence and exit code 1. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
