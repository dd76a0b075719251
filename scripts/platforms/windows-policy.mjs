// Writes rules of an organisation into the registry of Wine by reg.exe, as an administrator does, and has the built command read them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tail } from '../setup/run-command.mjs';

const KEY = 'HKLM\\Software\\Policies\\Mayfly';
const LIMIT_MS = 60_000;

/** One value as reg.exe takes it. `below`: the key of a list. */
const value = (name, type, data, below = '') => [`${KEY}${below}`, '/v', name, '/t', type, '/d', data];
const VALUES = [
  value('LongestLifetimeSeconds', 'REG_DWORD', '86400'),
  value('Encryption', 'REG_SZ', 'demanded'),
  value('ShortLinks', 'REG_DWORD', '0'),
  value('1', 'REG_SZ', 'https://s3.example.com', '\\AllowedEndpoints'),
  value('2', 'REG_SZ', 'this-computer', '\\AllowedEndpoints'),
  [`${KEY}\\AllowedBuckets`],
];
const RULES = {
  allowedBuckets: [],
  allowedEndpoints: ['https://s3.example.com', 'this-computer'],
  encryption: 'demanded',
  longestLifetimeSeconds: 86_400,
  shortLinks: false,
};

const sorted = (rules) => JSON.stringify(Object.entries(rules).toSorted(([one], [other]) => one.localeCompare(other)));

/** Counts as one test. The rules are gone afterwards. `folder`: for what the programs print. */
export async function readRulesInWine(wine, node, project, folder) {
  const [stdout, stderr] = ['out', 'err'].map((name) => join(folder, name));
  const start = (program, args) =>
    wine.start(program, args, { cwd: project, stdout, stderr, timeoutMs: LIMIT_MS }).ended;
  const reg = async (...args) => {
    const code = await start('reg.exe', [...args, '/f', '/reg:64']);
    if (code !== 0) throw new Error(`reg.exe: exit code ${code}\n${tail(readFileSync(stderr, 'utf8'), 5)}`);
  };
  const expectRules = async (exitCode, isRight) => {
    const code = await start(node, [join('out', 'main', 'cli.cjs'), 'policy', '--json']);
    const said = readFileSync(code === 0 ? stdout : stderr, 'utf8');
    if (code !== exitCode || !isRight(JSON.parse(said))) throw new Error(`exit code ${code}: ${tail(said, 5)}`);
  };
  const test = 'policies of Windows, written by reg.exe, are read by mayfly policy';
  try {
    await expectRules(0, ({ holds }) => holds === false);
    for (const args of VALUES) await reg('add', ...args);
    await expectRules(0, ({ holds, rules }) => holds === true && sorted(rules) === sorted(RULES));
    await reg('add', ...value('Another', 'REG_SZ', 'x'));
    await expectRules(2, ({ error }) => error.code === 'policy-unreadable');
    return { passed: 1, failed: 0, skipped: 0, failures: [] };
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, failures: [{ test, reason: error.message }] };
  } finally {
    await start('reg.exe', ['delete', KEY, '/f', '/reg:64']);
  }
}
