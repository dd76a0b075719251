// The border under fire. Whoever is not our page gets nothing done, whatever they send; our page gets done what the contract
// says; and nothing that is sent breaks anything.
import { assert, asyncProperty, constantFrom, sample, stringify } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requests, type Channel, type Handlers } from '../../preload/contract';
import { receive, type Caller } from '../../main/ipc/check-request';
import { createDocumentTokens } from '../../main/ipc/document-tokens';
import { isWhole } from '../faults/sizes';
import { createBorder, goodPayloads, documentToken } from './border';
import { messagesFor, poison } from './payloads';
import { isDeep, volume } from '../volume';

const channels = Object.keys(requests) as Channel[];
const origin = 'mayfly-app://window';
const page = { origin, isOwnWindow: (id: number) => id === 7 };
const top = { origin, parent: null, detached: false };
const gone = (what: string): never => {
  throw new TypeError(`${what} has been destroyed`);
};

const strangers: readonly Caller[] = [
  { sender: { id: 7 }, senderFrame: { ...top, parent: top } },
  { sender: { id: 7 }, senderFrame: { ...top, origin: 'https://evil.example' } },
  { sender: { id: 7 }, senderFrame: { ...top, origin: 'null' } },
  { sender: { id: 7 }, senderFrame: { ...top, detached: true } },
  { sender: { id: 7 }, senderFrame: null },
  { sender: { id: 8 }, senderFrame: top },
  {
    sender: { id: 7 },
    get senderFrame() {
      return gone('the frame');
    },
  },
  {
    get sender() {
      return gone('the contents');
    },
    senderFrame: top,
  },
  { sender: { id: 7 }, senderFrame: { ...top, get origin() { return gone('the frame'); } } }, // prettier-ignore
];

/** Handlers that only count: whether one runs at all is the question. */
function counting() {
  let ran = 0;
  const handlers = Object.fromEntries(channels.map((channel) => [channel, async () => void (ran += 1)]));
  const lines: string[] = [];
  const log = { info: () => undefined, error: (line: string) => void lines.push(line) };
  return { border: { handlers: handlers as unknown as Handlers, page, log }, ran: () => ran, lines };
}

/** Every run has other ones: of a tenth, too few would be good ones. */
const messagesEach = isWhole ? 400 : isDeep ? 100 : 30;

/** Whatever fails says which message it was, and the seed brings all of them back. */
const seed = Date.now() % 2 ** 31;

describe(`fuzzed messages, seed ${seed}`, () => {
  test.each(channels)(
    '%s: strangers run nothing, our page what the contract takes, and nothing breaks',
    async (channel) => {
      const { input } = requests[channel];
      const { border, ran, lines } = counting();
      const own: Caller = { sender: { id: 7 }, senderFrame: top };
      let [taken, sent] = [0, 0];
      const wrong: string[] = [];
      const known = goodPayloads[channel];
      // One of each kind is always among them: thirty by chance can be bad, all of them.
      const sure = [[known], [known, known]];
      for (const args of [...sure, ...sample(messagesFor(input, known), { numRuns: messagesEach, seed })]) {
        for (const stranger of strangers) {
          sent += 1;
          const answer = await receive(channel, stranger, args, border).catch(String);
          if (answer !== 'Error: refused' || ran() !== taken) wrong.push(`a stranger was heard: ${stringify(args)}`);
        }
        const isGood = args.length <= 1 && input.safeParse(args[0]).success;
        const { ok } = await receive(channel, own, args, border);
        if (isGood) taken += 1;
        if (ok !== isGood || ran() !== taken) wrong.push(`${isGood ? 'refused' : 'taken'}: ${stringify(args)}`);
      }
      expect(wrong).toEqual([]);
      expect(taken).toBeGreaterThan(0);
      // A line of the log names the channel and nothing of what was sent.
      expect(lines).toHaveLength(sent);
      expect(new Set(lines)).toEqual(new Set([`refused a call to ${channel} from a page that is not ours`]));
      expect('polluted' in {}).toBe(false);
    },
  );
});

describe('files only by consent', () => {
  const paths = [
    '/etc/passwd',
    '/root/.ssh/id_rsa',
    'C:\\Users\\me\\secret.txt',
    '/proc/self/environ',
    '~/.aws/credentials',
  ];

  test('five hundred crafted messages open nothing that was not dropped or picked', async () => {
    const { app, ask } = createBorder();
    await assert(
      asyncProperty(
        constantFrom(...channels),
        constantFrom(...paths),
        constantFrom(...poison, 'x'.repeat(22), 'q'.repeat(22), documentToken.slice(1), `${documentToken}p`, [
          documentToken,
        ]),
        async (channel, path, token: unknown) => {
          const options = {};
          await ask('files:share', { documentToken: token, paths: [path], options });
          await ask('files:share', { paths: [path], options });
          await ask('files:share', { documentToken: token, paths: { 0: path, length: 1 }, options });
          await ask('proposal:accept', { proposalId: path, options });
          await ask('files:choose', { choice: 'files', options, paths: [path] });
          await ask(channel, { paths: [path], path, file: path, shareId: path, uploadId: path, options });
        },
      ),
      { numRuns: volume(500) },
    );
    const opened = () => app.calls.filter(([name]) => /^share(Items|Clipboard|Screenshot)$/.test(String(name)));
    expect(opened()).toEqual([]);
    await ask('files:share', { documentToken, paths: ['/dropped'], options: {} });
    expect(opened()).toMatchObject([['shareItems', ['/dropped'], {}]]);
  });

  test('a document token is good for the document it was given to, and for none after it', () => {
    let next = 0;
    const { issue, revoke, isGood } = createDocumentTokens((length) => new Uint8Array(length).fill((next += 1)));
    const first = issue(1);
    const other = issue(2);
    expect(first).toMatch(/^[\w-]{22}$/);
    expect([first, other].map(isGood)).toEqual([true, true]);
    const reloaded = issue(1);
    expect([first, reloaded, other].map(isGood)).toEqual([false, true, true]);
    revoke(2);
    expect([reloaded, other, ''].map(isGood)).toEqual([true, false, false]);
  });
});
