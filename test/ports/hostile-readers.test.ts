// Whoever answers chooses the document, so every reader of one is fed the worst documents of the largest size it accepts,
// and none keeps the process for a fifth of a second.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestFactsOf, readErrorBody } from '../../main/adapters/s3/wire/response-errors';
import { mostAnswerBytes } from '../../main/adapters/s3/wire/size-limited-body';
import { readProbeResponse } from '../../main/adapters/s3/probe/read-response';
import type { Answer } from '../../main/adapters/network/http-client';
import { splitRules } from '../../main/adapters/s3/lifecycle-xml';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { codeOfServer } from '../../main/adapters/s3/wire/s3-error-codes';
import { readConnectionsFile } from '../../main/core/connections/rules/read-connections-file';
import { parseCredentials, parseSealed } from '../../main/core/credentials/rules/keychain-entry';
import { asFailure } from '../../main/core/model/failure';
import { showsPage } from '../../main/core/model/links/page-answer';
import { longestPaste, readPasted } from '../../main/core/credentials/rules/pasted-credentials';
import { isSigned, judgeVersion, notesText } from '../../main/core/updates/rules/judge-update';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { answer, startScripted, type ScriptedServer } from './scripted-server';
import { longestStallHere, longestStallMs, stallOf } from './stalls';
import { operations, type OperationName } from './store-operations';

/** Of http.ts: what an answer to our own requests is read of. */
const ownAnswerBytes = 65_536;

/** A text of exactly so many characters: the middle as often as it fits. */
function filled(length: number, before: string, middle: string, after = ''): string {
  const room = length - before.length - after.length;
  return `${before}${middle.repeat(Math.floor(room / middle.length))}${after}`.padEnd(length, ' ');
}

/** Many names, so that no table of names helps: `<a0/><a1/>…`. */
const numbered = (length: number, before: string, one: (n: string) => string, after: string): string => {
  let text = before;
  for (let n = 0; text.length + one(n.toString(36)).length + after.length <= length; n += 1)
    text += one(n.toString(36));
  return text + after;
};

/** Documents of `length` characters whose outermost element is `root`, and which hold `entry`, or its beginning, again and again. */
function documents(length: number, root: string, entry: string): readonly (readonly [name: string, xml: string])[] {
  const [open, close] = [`<${root}>`, `</${root}>`];
  return [
    ['openers in a comment', filled(length, `${open}<!--`, `<${entry}>`, `-->${close}`)],
    ['openers in a comment that never ends', filled(length, `${open}<!--`, `<${entry}>`)],
    ['openers in CDATA', filled(length, `${open}<![CDATA[`, `<${entry}>`, `]]>${close}`)],
    ['openers that are never closed', filled(length, open, `<${entry}>`)],
    ['openers with spaces', filled(length, open, `<${entry} >`, close)],
    ['one opener and spaces', filled(length, `${open}<${entry}>`, ' ', close)],
    ['an opener and spaces, again and again', filled(length, open, `<${entry}>${' '.repeat(500)}`)],
    ['empty ones', filled(length, open, `<${entry}></${entry}>`, close)],
    ['empty ones in themselves', filled(length, open, `<${entry}/>`, close)],
    ['comments', filled(length, open, '<!---->', close)],
    ['beginnings of comments', filled(length, open, '<!--', close)],
    ['instructions', filled(length, open, '<??>', close)],
    ['instructions between letters', filled(length, open, 'x<??>', close)],
    ['instructions in every entry', filled(length, open, `<${entry}><?a?>x<?b?></${entry}>`, close)],
    ['instructions before it', filled(length, '', '<??>', `${open}${close}`)],
    ['beginnings of instructions', filled(length, open, '<?', close)],
    ['CDATA', filled(length, open, '<![CDATA[]]>', close)],
    ['beginnings of CDATA', filled(length, open, '<![CDATA[', close)],
    ['document types', filled(length, '', '<!DOCTYPE a>', `${open}${close}`)],
    ['levels', `${open}${'<a>'.repeat((length - 40) / 7)}${'</a>'.repeat((length - 40) / 7)}${close}`],
    ['levels that are never closed', filled(length, open, '<a>')],
    ['thirty levels again and again', filled(length, open, '<a>'.repeat(30) + '</a>'.repeat(30), close)],
    ['closers', filled(length, open, `</${entry}>`, close)],
    ['entities', filled(length, open, '&lt;', close)],
    ['entities in an entry', filled(length, `${open}<${entry}>`, '&#x41;', `</${entry}>${close}`)],
    ['beginnings of entities', filled(length, open, '&#', close)],
    ['attributes', filled(length, `<${root} `, 'a="" ', `>${close}`)],
    ['attributes of many names', numbered(length, `<${root} `, (n) => `a${n}="" `, `>${close}`)],
    ['an attribute that never ends', filled(length, `<${root} a="`, '<>')],
    ['names of attributes', filled(length, `<${root} `, 'a ', `>${close}`)],
    ['an opener with attributes, again and again', filled(length, open, `<${entry} a="`)],
    ['many names', numbered(length, open, (n) => `<a${n}/>`, close)],
    ['a name', filled(length, '<', 'a')],
    ['brackets', filled(length, '', '<')],
    ['line ends', filled(length, open, '\r', close)],
    ['letters', filled(length, open, 'x', close)],
    ['spaces', filled(length, '', ' ')],
  ];
}

/** 0, or for how long it keeps the process, ms, where that is too long. */
async function tooLong(work: () => unknown): Promise<number> {
  const { stallMs } = await stallOf(work);
  return stallMs < longestStallMs || stallMs < longestStallHere() ? 0 : Math.round(stallMs);
}

/** Those of these documents that keep the process too long. */
async function slowOnes(
  all: readonly (readonly [name: string, xml: string])[],
  read: (xml: string) => unknown,
): Promise<readonly string[]> {
  const slow: string[] = [];
  for (const [name, xml] of all) {
    const stallMs = await tooLong(() => read(xml));
    if (stallMs > 0) slow.push(`${name}: ${stallMs} ms`);
  }
  return slow;
}

const facts = requestFactsOf(sampleConnection);
const answerOf = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/xml', ...headers },
  bytes: Buffer.from(body),
  body: () => body,
});
const examined = (given: Answer) => readProbeResponse(given, { stored: false, facts, offsetMs: undefined });

test('lifecycle rules of every kind are split at once', async () => {
  expect(await slowOnes(documents(mostAnswerBytes, 'LifecycleConfiguration', 'Rule'), splitRules)).toEqual([]);
});

test.each([
  ['ListBucketResult', 'Contents'],
  ['ListVersionsResult', 'Version'],
  ['ListMultipartUploadsResult', 'Upload'],
  ['ListPartsResult', 'Part'],
  ['DeleteResult', 'Error'],
  ['Error', 'Message'],
] as const)('the doctor reads %s of every kind at once', async (root, entry) => {
  const status = root === 'Error' ? 400 : 200;
  const all = documents(ownAnswerBytes, root, entry);
  expect(await slowOnes(all, (xml) => examined(answerOf(status, xml)))).toEqual([]);
});

test.each(['Code', 'Message', 'Region', 'Endpoint', 'BucketName'])(
  'an error with a %s of every kind is read at once',
  async (entry) => {
    expect(await slowOnes(documents(ownAnswerBytes, 'Error', entry), readErrorBody)).toEqual([]);
  },
);

describe('through the SDK', () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await startScripted();
    server.script = answer(200);
    // The SDK is loaded with the first small request: a moment that is the same for every server.
    await asking('list');
  });
  afterAll(() => server.close());

  async function asking(operation: OperationName): Promise<void> {
    const store = createObjectStoreFactory(Date.now)(
      { ...sampleConnection, endpoint: server.endpoint },
      sampleCredentials,
    );
    try {
      await operations[operation](store);
    } catch (error) {
      if (asFailure(error).code === 'unexpected') throw error;
    } finally {
      store.close();
    }
  }

  test.each([
    ['list', 200, 'ListBucketResult', 'Contents'],
    ['listParts', 200, 'ListPartsResult', 'Part'],
    ['listUploads', 200, 'ListMultipartUploadsResult', 'Upload'],
    ['lifecycleRules', 200, 'LifecycleConfiguration', 'Rule'],
    ['checkBucket', 400, 'Error', 'Message'],
  ] as const)('%s %d %s', async (operation, status, root, entry) => {
    const slow = await slowOnes(documents(mostAnswerBytes, root, entry), (xml) => {
      server.script = answer(status, xml);
      return asking(operation);
    });
    expect(slow).toEqual([]);
  });
});

describe('what a server says', () => {
  const header = 16_000;
  test.each([
    ['authorization type', filled(mostAnswerBytes, '', 'authorization type ')],
    ['AWS4-HMAC-SHA256', filled(mostAnswerBytes, '', 'AWS4-HMAC-SHA256 ')],
    ['not support', filled(mostAnswerBytes, '', 'not support ')],
    ['request is not', filled(mostAnswerBytes, '', 'request is not ')],
  ])('in its message: %s', async (_name, message) => {
    expect(await tooLong(() => ['AccessDenied', 'InvalidArgument'].map((code) => codeOfServer(code, message)))).toBe(0);
  });

  test.each([
    ['content-disposition', filled(header, 'attachment', '; a="')],
    ['content-disposition', filled(header, 'inline', ' ')],
    ['content-type', filled(header, 'text/html', ' ;')],
    ['content-range', filled(header, 'bytes ', '/1')],
    ['content-security-policy', filled(header, '', 'sandbox ; ')],
    ['content-security-policy', filled(header, '', ' ')],
    ['content-security-policy', filled(header, "default-src 'self'", ' ;')],
  ])('in its header %s', async (name, value) => {
    expect(
      await tooLong(() => {
        const seen = examined(answerOf(200, '', { [name]: value }));
        return showsPage(seen);
      }),
    ).toBe(0);
  });
});

describe('what is pasted', () => {
  const line = 16_000;
  const lines = (one: string) => filled(longestPaste, '', `${one}\n`);
  test.each([
    ['names of variables', filled(longestPaste, '', 'AWS_')],
    ['variables in a line', lines(filled(line, '', 'AWS_A="'))],
    ['variables with backslashes', lines(filled(line, 'AWS_A="', '\\\\AWS_B="'))],
    ['set', lines(filled(line, '', 'set AWS_A '))],
    ['setx and spaces', lines(filled(line, '', 'setx  '))],
    ['a prompt', lines(filled(line, 'C:', ' set '))],
    ['a name and quotes', lines(filled(line, 'a="', '\\"'))],
    ['a name and single quotes', lines(filled(line, 'a=', "'"))],
    ['signs of comments', lines(filled(line, 'a=', ' #'))],
    ['signs of comments that no line ends', lines(filled(line, 'a=', ' #', '\u2028'))],
    ['spaces', lines(filled(line, 'a="b"', ' ', 'x'))],
    ['names and spaces', lines(filled(line, '', 'AWS_A    '))],
    ['sections', filled(longestPaste, '', '[')],
    ['profiles', lines(filled(line, '[profile', ' ', ']'))],
    ['objects', filled(longestPaste, '', '{} ')],
    ['objects that are never closed', filled(longestPaste, '', '{')],
    ['objects in objects', filled(longestPaste, '', '{"a":')],
    ['ends of objects', filled(longestPaste, '{', '} ')],
    ['ends of objects and spaces', filled(longestPaste, '{}', ' ', 'x}')],
    ['arrays', `${'['.repeat(longestPaste / 2)}${']'.repeat(longestPaste / 2)}`],
    ['commas', filled(longestPaste, 'Access key ID,', ',')],
    ['titles and rows', filled(longestPaste, 'Access key ID,Secret access key\n', 'a,b\n')],
    ['line ends', filled(longestPaste, '', '\r')],
    ['curly quotes', filled(longestPaste, '', '“')],
  ])('%s', async (_name, text) => {
    expect(text.length).toBeLessThanOrEqual(longestPaste);
    expect(await tooLong(() => readPasted(text))).toBe(0);
  });
});

describe('what lies in files and programs', () => {
  const mebibyte = 1_048_576;
  const raised = (read: () => unknown) => () => {
    try {
      read();
    } catch (error) {
      asFailure(error);
    }
  };
  const connectionsOf = (field: string, value: string) =>
    `{"mayfly":"connections","version":1,"connections":[{"${field}":"${value}"}]}`;

  test.each<readonly [string, string]>([
    ['levels', filled(mebibyte, '', '[')],
    ['levels that end', `${'['.repeat(mebibyte / 2)}${']'.repeat(mebibyte / 2)}`],
    ['names', numbered(mebibyte, '{', (n) => `"${n}":1,`, '"a":1}')],
    ['connections', filled(mebibyte, '{"mayfly":"connections","version":1,"connections":[', '{},', '{}]}')],
    ...['name', 'endpoint', 'bucket', 'region', 'prefix', 'keyTemplate', 'shareEndpoint', 'caFile', 'profile'].flatMap(
      (field) =>
        ['.', '/', ' ', '{', 'a.', '%', '{date}', '-'].map(
          (one) => [`${field} of “${one}”`, connectionsOf(field, filled(4_000, 'x', one))] as const,
        ),
    ),
  ])('connections: %s', async (_name, text) => {
    expect(await tooLong(raised(() => readConnectionsFile(text)))).toBe(0);
  });

  test.each([
    ['levels', filled(ownAnswerBytes, '', '{"a":')],
    ['quotes', filled(ownAnswerBytes, '"', '\\"')],
    ['names', numbered(ownAnswerBytes, '{', (n) => `"${n}":"",`, '"a":1}')],
  ])('credentials of a program or a keychain: %s', async (_name, text) => {
    expect(await tooLong(() => [parseCredentials(text), parseSealed(text)])).toBe(0);
  });

  test.each([
    ['controls', filled(262_144, '', '\u202E')],
    ['spaces', filled(262_144, 'x', ' ', 'x')],
    ['digits', filled(262_144, '', '1')],
  ])('a feed of updates: %s', async (_name, text) => {
    expect(
      await tooLong(() => [notesText([{ note: text }]), judgeVersion('1.0.0', text), isSigned(text, text, text)]),
    ).toBe(0);
  });
});
