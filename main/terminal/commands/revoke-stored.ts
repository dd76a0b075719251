// `mayfly revoke s3://B/KEY --endpoint ...` deletes the object of a link that is in no history.
import { words } from '../../../resources/words/messages';
import { asFailure } from '../../core/model/failure';
import { isPageKey } from '../../core/model/keys/object-key';
import { parseObjectAddress } from '../../core/model/keys/object-address';
import type { RevokeStoredCommand } from '../arguments/command';
import { ephemeralChoice } from './one-off-connection';
import { exitCodeOf, failureLine, jsonLine } from '../output/output';
import { tellWouldDelete } from '../scripts/dry-run';
import type { ShareRun } from './share-command';

const w = words.terminal.links;

/** Prints a line for each link; the exit code is that of the first failure. */
export async function revokeStored(
  { addresses, place, json, dryRun }: RevokeStoredCommand,
  { app, terminal, environment }: Pick<ShareRun, 'app' | 'terminal' | 'environment'>,
): Promise<number> {
  let exitCode = 0;
  for (const text of addresses) {
    try {
      const address = parseObjectAddress(text);
      const { bucket } = address;
      const key = address.kind === 'object' ? address.key : address.prefix;
      const choice = await ephemeralChoice({ ...place, bucket }, app, environment, json ? undefined : terminal);
      if (dryRun) {
        const keys = await app.keysToRevokeStored(choice, address);
        tellWouldDelete({ name: key, bucket, keys }, json, terminal);
        continue;
      }
      const { status, objectsRemoved, linksAsked } = await app.revokeStored(choice, address);
      const which = addresses.length === 1 ? '' : `${key}: `;
      terminal.print(
        json ? jsonLine({ bucket, key, revoked: true, status, objectsRemoved, linksAsked }) : `${which}${w.revoked}`,
      );
      if (!json && isPageKey(key)) terminal.say(`mayfly: ${w.filesOfPageLive}`);
    } catch (error) {
      const failure = asFailure(error);
      terminal.say(failureLine(failure, json));
      exitCode ||= exitCodeOf(failure);
    }
  }
  return exitCode;
}
