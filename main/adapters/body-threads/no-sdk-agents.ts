// Takes the place of network/sdk-agents in the program of a thread, which sends nothing by the SDK: loading node:http and node:https is half of
// a thread's start, and 3 MiB of its memory.
import type { Agents } from '../network/http-client';

export function createSdkAgents(): Pick<Agents, 'http' | 'https'> {
  const none = { destroy: () => undefined } as unknown as Agents['http'];
  return { http: none, https: none };
}
