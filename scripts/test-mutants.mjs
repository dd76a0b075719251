// `npm run test:mutants`: Stryker changes the rules of `main/core` that decide what is true and safe, one change at a time, and each must make a
// test fail. Ends with 1 when too many changes were noticed by none. The rows of what was measured are written into the table of docs/testing.md.
//   npm run test:mutants -- expiry given/prove       only files whose path contains one of these
//   npm run test:mutants -- expiry --incremental    only what changed since the last run with this option (and Stryker's other options)
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutatedFiles, sourceOf, suitesOf, suitesVariable } from './mutants/files.mjs';
import { mutationScore } from './mutants/score.mjs';
import { packageBin } from './setup/package-bin.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { runMain, say } from './setup/progress.mjs';
import { projectFolder } from './setup/project-folder.mjs';
import { follow } from './setup/run-command.mjs';

await runMain(async () => {
  await ensurePackages();
  const given = process.argv.slice(2);
  const words = given.filter((word) => !word.startsWith('-'));
  const options = given.filter((word) => word.startsWith('-'));
  const files = mutatedFiles.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
  const report = join(projectFolder, 'out/mutants.json');
  rmSync(report, { force: true });
  const stryker = [packageBin('@stryker-mutator/core', 'stryker'), 'run', 'scripts/mutants/stryker.config.mjs'];
  const mutate = ['--mutate', files.map(sourceOf).join(',')];
  const env = { ...process.env, [suitesVariable]: files.flatMap(suitesOf).join(',') };
  const code = await follow(process.execPath, [...stryker, ...mutate, ...options], { cwd: projectFolder, env });
  if (code !== 0) return code;
  const measured = JSON.parse(readFileSync(report, 'utf8')).files;
  const { table, under } = mutationScore(measured);
  console.log(`\n${table}\n`);
  writeRows(measured);
  for (const line of under) say(line);
  return under.length === 0 ? 0 : 1;
});

/** Puts what was measured into the table of the page on tests; the rows of other files stay. The formatter aligns it. */
function writeRows(measured) {
  const page = join(projectFolder, 'docs/testing.md');
  const text = readFileSync(page, 'utf8');
  const names = mutatedFiles.map((file) => `${file}.ts`);
  writeFileSync(
    page,
    text.replace(/\| file +\| mutants[\s\S]*?\n(?=\n)/, (known) => `${mutationScore(measured, known, names).table}\n`),
  );
}
