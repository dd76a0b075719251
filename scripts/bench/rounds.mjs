// Runs the contenders alternately in rounds, so that a busy moment hits all of them; the median of the rounds counts.
import { say } from '../setup/progress.mjs';

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The smallest number that at least `share` (0 to 1) of `numbers` do not exceed. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/**
 * Runs every contender once per round. `contenders`: `[{ name, run }]`, `run` resolves to numbers by name. Gives, per contender, its name,
 * the numbers of all rounds and their medians. A contender that cannot run ends the benchmark.
 */
export async function inTurn(rounds, contenders) {
  const runs = contenders.map(() => []);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, { name, run }] of contenders.entries()) {
      const result = await run(round);
      runs[index].push(result);
      say(`round ${round}/${rounds}: ${name}: ${result.seconds.toFixed(3)} s`);
    }
  }
  return contenders.map(({ name }, index) => ({ name, runs: runs[index], median: medians(runs[index]) }));
}

function medians(runs) {
  const names = Object.keys(runs[0]).filter((name) => typeof runs[0][name] === 'number');
  return Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name]))]));
}

const ratios = (first, second) => first.runs.map((run, round) => second.runs[round].seconds / run.seconds);

/** How many times as fast the first was as the second: the median of the ratios of each round. */
export function timesAsFast(first, second) {
  return median(ratios(first, second));
}

/** The same in words, with the smallest and the largest ratio of all rounds. */
export function describeTimes(first, second) {
  const all = ratios(first, second);
  const [least, most] = [Math.min(...all), Math.max(...all)].map((ratio) => ratio.toFixed(2));
  return `${median(all).toFixed(2)}x (${least} to ${most})`;
}
