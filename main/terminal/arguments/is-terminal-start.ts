// Whether a start of the app is for the terminal: only the program on the PATH says so, and nothing that a desktop, a link
// or a file's name can put into a command line.

/** Where no page is ever loaded there is nothing for Chromium's sandbox to hold, and no process to make ready for one. */
const withoutPages: ReadonlySet<string | undefined> = new Set(['--no-sandbox', '--no-zygote', '--log-level=3']);

/**
 * What was typed for the command line when the app was started as `PROGRAM [--no-sandbox] [--no-zygote] --cli -- WORD...`; undefined for
 * every other start. Chromium reads nothing after the two dashes.
 */
export function typedFor(argv: readonly string[]): readonly string[] | undefined {
  let at = 1;
  while (withoutPages.has(argv[at])) at += 1;
  return argv[at] === '--cli' && argv[at + 1] === '--' ? argv.slice(at + 2) : undefined;
}
