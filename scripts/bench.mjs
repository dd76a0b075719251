// `npm run bench`: Mayfly beside other clients on this machine, written to docs/performance.md. Never part of the tests.
//   npm run bench -- --only large,tls-large     some cases only
//   npm run bench -- --rounds 3             fewer (or more) rounds than five
import { join } from 'node:path';
import { measureApp } from './bench/app.mjs';
import { measureCommands } from './bench/commands.mjs';
import { measureBucket } from './bench/embedded-bucket.mjs';
import { measureEncryption } from './bench/encryption.mjs';
import { measureGet } from './bench/get.mjs';
import { measureHistory } from './bench/history.mjs';
import { measureLargeFile, measureLargeFileOnLine, measureLargeFileTls } from './bench/large-file.mjs';
import { measureLinkFirst } from './bench/link-first.mjs';
import { measureLinks } from './bench/links.mjs';
import { measureMemory } from './bench/memory.mjs';
import { measureNetwork } from './bench/network.mjs';
import { findPrograms } from './bench/peers/programs.mjs';
import { measurePageCipher } from './bench/page-cipher.mjs';
import { measureRequest } from './bench/request.mjs';
import { machine, versionsOf, writeSection } from './bench/report.mjs';
import {
  measureOneFileOnLine,
  measureSmallFiles,
  measureSmallFilesOnLine,
  measureSmallFilesTls,
} from './bench/small-files.mjs';
import { openWorkshop } from './bench/workshop.mjs';
import { ensureBuild } from './setup/app-build.mjs';
import { projectFolder } from './setup/project-folder.mjs';
import { SetupError, runMain, say } from './setup/progress.mjs';
import { setUpToTest } from './setup/set-up.mjs';

const CASES = {
  large: measureLargeFile,
  'tls-large': measureLargeFileTls,
  'line-large': measureLargeFileOnLine,
  small: measureSmallFiles,
  'tls-small': measureSmallFilesTls,
  'line-small': measureSmallFilesOnLine,
  'line-one': measureOneFileOnLine,
  'line-first': measureLinkFirst,
  get: measureGet,
  commands: measureCommands,
  links: measureLinks,
  memory: measureMemory,
  bucket: measureBucket,
  request: measureRequest,
  network: measureNetwork,
  encryption: measureEncryption,
  'page-cipher': measurePageCipher,
  app: measureApp,
  history: measureHistory,
};
const page = join(projectFolder, 'docs', 'performance.md');

await runMain(async () => {
  if (process.platform !== 'linux')
    throw new SetupError('the benchmark runs on Linux: its sink drops bytes in that kernel.');
  const { only, rounds } = readArguments(process.argv.slice(2));
  await setUpToTest();
  await ensureBuild();
  const programs = await findPrograms();
  const versions = await versionsOf(['curl', 'minio-client', 'rclone', 'awscli']);
  const peers = versions === '' ? '' : `; ${versions}`;
  const workshop = await openWorkshop(programs);
  try {
    for (const name of only) {
      say(`measuring: ${name}`);
      const where = machine();
      const text = `${await CASES[name]({ workshop, programs, rounds })}\n\nMeasured ${where}; ${rounds} rounds${peers}.`;
      console.log(`\n${text}\n`);
      writeSection(page, name, text);
    }
  } finally {
    workshop.close();
  }
});

function readArguments(words) {
  const options = { only: Object.keys(CASES), rounds: 5 };
  for (let index = 0; index < words.length; index += 2) {
    const value = words[index + 1] ?? '';
    if (words[index] === '--only' && value.split(',').every((name) => name in CASES)) options.only = value.split(',');
    else if (words[index] === '--rounds' && /^[1-9]\d?$/.test(value)) options.rounds = Number(value);
    else throw new SetupError(`usage: npm run bench -- [--only ${Object.keys(CASES).join(',')}] [--rounds N]`);
  }
  return options;
}
