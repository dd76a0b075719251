// `node scripts/in-network.mjs COMMAND...`: runs a command on the computer `owner` of a network of namespaces (docs/testing.md), such as one of its suites:
//   node scripts/in-network.mjs npx vitest run --config test/configs/vitest.network.config.ts server
import { SetupError, runMain } from './setup/progress.mjs';
import { follow } from './setup/run-command.mjs';
import { inNetwork } from './testing/network-namespaces.mjs';

await runMain(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) throw new SetupError('usage: node scripts/in-network.mjs COMMAND...');
  return inNetwork(command, args, (run, words, env) => follow(run, words, { env: { ...process.env, ...env } }));
});
