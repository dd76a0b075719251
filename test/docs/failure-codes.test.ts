// Docs/failure-codes.md is made from the rules and words of failures; a page that is older fails here, and `npm run docs:tables` makes it anew.
import { expect, test } from 'vitest';
import { Failure, failureRules, type FailureCode } from '../../main/core/model/failure';
import { failureWords } from '../../main/core/wording/failure-words';
import { exitCodes } from '../../main/terminal/output/output';

const heading = `# Failure codes

Made from \`main/core/model/failures/failure-rules.ts\` and the words of failures by \`npm run docs:tables\`. A command ends with the exit code, and with \`--json\` prints
the code ([command-line.md](command-line.md)). “Again” tells whether the same command, unchanged, may succeed a moment later. The words
are those without a name: a command names the file, bucket or server.

| code | exit code | again | what happened | next step |
| --- | --: | --- | --- | --- |
`;

/** A pipe would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

function row(code: FailureCode): string {
  const { kind, retryable } = failureRules[code];
  const { message, next } = failureWords(new Failure(code), 'terminal');
  return `| \`${code}\` | ${exitCodes[kind]} | ${retryable ? 'yes' : 'no'} | ${cell(message)} | ${cell(next)} |\n`;
}

test('docs/failure-codes.md has every code', async () => {
  const codes = (Object.keys(failureRules) as FailureCode[]).toSorted();
  await expect(heading + codes.map(row).join('')).toMatchFileSnapshot('../../docs/failure-codes.md');
});
