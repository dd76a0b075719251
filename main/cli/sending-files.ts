// `mayfly send` without a profile: no history, no keychain and no connection is opened or made.
import { join } from 'node:path';
import { createRecipientEncryption } from '../adapters/encryption/recipient-encryption';
import { createFiles } from '../adapters/files/files';
import { ownProfiles } from '../adapters/files/own-profiles';
import { isAlive } from '../adapters/files/processes';
import { cacheDir } from '../adapters/files/profile-folder';
import { createBegunSends } from '../adapters/files/sending/begun-sends';
import { createNetwork } from '../adapters/network/network';
import { tellRequests } from '../adapters/network/request-log';
import { readPolicy } from '../adapters/policy/read-policy';
import { createWeb } from '../adapters/network/web';
import { routeOfEnvironment } from '../core/model/proxy-route';
import { createSending } from '../core/sending/sending';
import { loggedLine, type Terminal } from '../terminal/output/output';
import type { SendCommand } from '../terminal/sending/send-command';
import { sendToRequest } from '../terminal/sending/send-to-request';

/** Gives the exit code. Raises as `sendToRequest`. */
export async function runSend(command: SendCommand, terminal: Terminal, signal: AbortSignal): Promise<number> {
  if (command.verbose === true) tellRequests((line) => terminal.say(loggedLine(line, command.json)));
  const web = createWeb(createNetwork((url) => routeOfEnvironment(url, process.env)));
  const files = createFiles(undefined, 0, ownProfiles());
  const begunSends = createBegunSends(join(cacheDir(), 'sending'), process.pid, isAlive);
  const sending = createSending({
    web,
    files,
    policy: await readPolicy(),
    encryption: createRecipientEncryption(),
    begunSends,
  });
  try {
    return await sendToRequest(command, { sending, files, terminal, signal });
  } finally {
    web.close();
  }
}
