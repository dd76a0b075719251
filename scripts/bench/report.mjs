// Tables for the terminal and for docs/performance.md, where each case owns the lines between its two marks.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { SetupError } from '../setup/progress.mjs';
import { run } from '../setup/run-command.mjs';

/** `rows`: arrays of cells; the first is the head. */
export function table([head, ...rows]) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** One line about a goal: the goal, the measured value, and whether it is reached. */
export function goal(text, measured, reached) {
  return `- ${reached ? 'reached' : '**missed**'}: ${text}; measured ${measured}`;
}

/** The machine, by the facts that influence the numbers. */
export function machine() {
  const memory = Math.round(totalmem() / 2 ** 30);
  const versions = `Node ${process.versions.node}, ${process.platform}-${process.arch}`;
  const load = loadavg()[0].toFixed(1);
  return `${today()}, ${availableParallelism()} cores, ${memory} GiB, ${versions}, load average before ${load}`;
}

const today = () => new Date().toISOString().slice(0, 10);

/** The installed versions of Debian packages, in words; empty where there is no dpkg. */
export async function versionsOf(packages) {
  const { code, stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${Version}, ', ...packages]);
  return code === undefined ? '' : stdout.replace(/, $/, '');
}

/** Puts `text` between the marks of `name`. */
export function writeSection(path, name, text) {
  const [begin, end] = [`<!-- measured: ${name} -->`, `<!-- end: ${name} -->`];
  const page = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new SetupError(`${path} has no marks for "${name}".`);
  writeFileSync(path, `${page.slice(0, from + begin.length)}\n\n${text.trim()}\n\n${page.slice(to)}`);
}
