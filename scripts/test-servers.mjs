// `npm run test:servers`: installs (as root on Debian) and starts other people's S3 servers on this computer, one after another, runs on each the
// suites that a server can be given and the doctor, stops it, wipes what it stored, and sums up.
//   npm run test:servers -- ceph      some servers only (ceph, moto)
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBuckets } from './servers/buckets.mjs';
import { cephPackages, startCeph } from './servers/ceph.mjs';
import { examine } from './servers/doctor.mjs';
import { motoPackages, startMoto } from './servers/moto.mjs';
import { ensurePrograms } from './servers/packages.mjs';
import { describeServer, summarise } from './servers/report.mjs';
import { runSuites } from './servers/suites.mjs';
import { ensureBuild } from './setup/app-build.mjs';
import { SetupError, runMain, say, step } from './setup/progress.mjs';
import { setUpToTest } from './setup/set-up.mjs';

// `judged`: it keeps S3's rules, so what fails on it is a failure.
const SERVERS = {
  ceph: { name: 'Ceph', needed: cephPackages, start: startCeph, judged: true },
  moto: { name: 'moto', needed: motoPackages, start: startMoto, judged: false },
};

await runMain(async () => {
  const words = process.argv.slice(2);
  if (!words.every((word) => word in SERVERS)) {
    throw new SetupError(`usage: npm run test:servers [-- ${Object.keys(SERVERS).join(' ')}]`);
  }
  await setUpToTest();
  await ensureBuild();
  const results = [];
  for (const word of words.length === 0 ? Object.keys(SERVERS) : words) results.push(await testServer(SERVERS[word]));
  return summarise(results);
});

/** What was found on one server; a server that could not be had is a failure with its words. */
async function testServer({ name, needed, start, judged }) {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-server-'));
  try {
    await ensurePrograms(name, needed);
    const server = await step(`Starting ${name}`, () => start(folder));
    try {
      const buckets = await makeBuckets(server);
      const places = [
        { ...server, name, bucket: buckets.plain },
        { ...server, name: `${name} with versions`, bucket: buckets.versioned },
      ];
      const suites = await runSuites(name, places, judged);
      const examined = await step(`Examining ${name}`, () => examine(places));
      const result = { name, judged, suites, examined };
      console.log(describeServer(result));
      return result;
    } finally {
      await step(`Stopping ${name}`, () => server.stop());
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return { name, judged, problem: error.message };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
