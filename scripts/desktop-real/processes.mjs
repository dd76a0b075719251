// Finds processes of Linux by what the kernel says of them.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

const numbered = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

const readable = (read) => {
  try {
    return read();
  } catch {
    return undefined; // it ended meanwhile
  }
};

/** The ids of the processes whose program lies in this folder. */
export const processesOf = (folder) =>
  numbered()
    .filter((pid) => readable(() => readlinkSync(`/proc/${pid}/exe`))?.startsWith(folder))
    .map(Number);

/** The id of the process that listens on this port of 127.0.0.1; undefined when there is none. Source: proc(5), /proc/net/tcp. */
export function listenerOf(port) {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'latin1').split('\n');
  const row = rows.map((line) => line.trim().split(/\s+/)).find((each) => each[1] === local && each[3] === '0A');
  if (row === undefined) return undefined;
  const socket = `socket:[${row[9]}]`;
  const owns = (pid) =>
    readdirSync(`/proc/${pid}/fd`).some((fd) => readable(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) === socket);
  const owner = numbered().find((pid) => readable(() => owns(pid)));
  return owner === undefined ? undefined : Number(owner);
}
