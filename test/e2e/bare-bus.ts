// A desktop session where nothing keeps passwords: a message bus of its own, on which no program is started when it is asked for.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface BareBus {
  readonly address: string;
  readonly close: () => void;
}

/** Opens the bus with its files in that folder; the caller closes it. */
export async function openBareBus(folder: string): Promise<BareBus> {
  const config = join(folder, 'bus.conf');
  await writeFile(
    config,
    `<busconfig><type>session</type><listen>unix:path=${join(folder, 'bus')}</listen>
     <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>`,
  );
  const daemon = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [address] = (await once(createInterface(daemon.stdout), 'line')) as [string];
  return { address, close: () => void daemon.kill() };
}
