// `mayfly get` without a profile: no history, no keychain and no connection is opened or made.
import { lazyAgeFiles } from '../adapters/encryption/lazy-age-files';
import { createArrivalFiles } from '../adapters/files/arrival-files';
import { createPartFiles } from '../adapters/files/part-files';
import { isAlive } from '../adapters/files/processes';
import { createNetwork } from '../adapters/network/network';
import { tellRequests } from '../adapters/network/request-log';
import { createWeb } from '../adapters/network/web';
import { createGetting } from '../core/getting/getting';
import { routeOfEnvironment } from '../core/model/proxy-route';
import type { GetCommand } from '../terminal/getting/get-command';
import { getLink } from '../terminal/getting/get-link';
import { loggedLine, type Terminal } from '../terminal/output/output';

/** Gives the exit code. Raises as `getLink`. */
export async function runGet(command: GetCommand, terminal: Terminal, signal: AbortSignal): Promise<number> {
  if (command.verbose === true) tellRequests((line) => terminal.say(loggedLine(line, command.json)));
  const web = createWeb(createNetwork((url) => routeOfEnvironment(url, process.env)));
  const getting = createGetting({
    web,
    ageFiles: lazyAgeFiles(),
    arrivalFiles: createArrivalFiles(process.pid, isAlive),
    partFiles: createPartFiles(process.pid, isAlive),
  });
  try {
    return await getLink(command, { getting, terminal, signal });
  } finally {
    web.close();
  }
}
