// `npm run test:servers`: installs (as root on Debian) and starts other people's S3 servers on this computer, one after another, runs on each the
// suites that can use another server and the doctor, stops it, removes its files, and prints a summary.
//   npm run test:servers -- ceph      some servers only (ceph, moto)
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBuckets } from './servers/buckets.mjs';
import { cephPackages, startCeph } from './servers/ceph.mjs';
import { examine } from './servers/doctor.mjs';
import { motoLacks, motoPackages, startMoto } from './servers/moto.mjs';
import { ensurePrograms } from './servers/packages.mjs';
import { describeServer, summarise } from './servers/report.mjs';
import { runGuests, runInWindow, runSuites } from './servers/suites.mjs';
import { ensureBuild } from './setup/app-build.mjs';
import { SetupError, runMain, say, step } from './setup/progress.mjs';
import { setUpToTest } from './setup/set-up.mjs';

const SERVERS = {
  ceph: { name: 'Ceph', needed: cephPackages, start: startCeph, lacks: {} },
  moto: { name: 'moto', needed: motoPackages, start: startMoto, lacks: motoLacks },
};

// Another server is asked for everything: it is not asked often.
process.env.MAYFLY_TESTS = 'deep';

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

/** The results of one server; one that cannot be installed or started is a failure with its message. */
async function testServer({ name, needed, start, lacks }) {
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
      const suites = await runSuites(name, places, lacks);
      // Skipped on a server that accepts any key. The guests install the browsers that the window's guests need, too.
      const guests = Object.keys(lacks).length === 0 ? await runGuests(name, places) : undefined;
      const window = Object.keys(lacks).length === 0 ? await runInWindow(name, places) : 0;
      const examined = await step(`Examining ${name}`, () => examine(places));
      const result = { name, lacks: Object.keys(lacks), suites, window, guests, examined };
      console.log(describeServer(result));
      return result;
    } finally {
      await step(`Stopping ${name}`, () => server.stop());
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return { name, problem: error.message };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
