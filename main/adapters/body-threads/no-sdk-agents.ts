// Takes the place of network/sdk-agents in the program of a thread, which sends nothing by the SDK: loading node:http and node:https takes two
// fifths of a thread’s start.
import type { SdkAgents } from '../network/sdk-agents';

export function createSdkAgents(): SdkAgents {
  throw new Error('no thread uses the SDK');
}
