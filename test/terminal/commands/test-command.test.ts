// What `mayfly connections test` prints for people, for programs, and for a public place.
import { describe, expect, test } from 'vitest';
import { examinationReport } from '../../../main/core/wording/examination-report';
import { failedFinding, finding, withFinding, type Examination } from '../../../main/core/model/examination';
import { Failure } from '../../../main/core/model/failure';
import { printPolicy, testConnection } from '../../../main/terminal/commands/test-command';
import { createFakeApp } from '../../fakes/fake-app';
import { rejected } from '../../fakes/failing';
import { sampleConnection, sampleExamination } from '../../fakes/samples';
import { createMemoryTerminal } from '../memory-terminal';

const command = { kind: 'connections-test', name: 'Work', json: false, report: false, profileDir: undefined } as const;
const version = '1.2.3';
const how = { signal: new AbortController().signal, version };

function start(examination: Examination = sampleExamination()) {
  const app = createFakeApp({ connections: [{ ...sampleConnection, prefix: 'mayfly/' }] });
  app.testKnown = async () => examination;
  return { app, terminal: createMemoryTerminal() };
}

const limited = [
  finding('pages', 'pages-hidden'),
  finding('delete', 'delete-denied'),
  finding('region', 'region-corrected', { region: 'eu-west-1' }),
].reduce(withFinding, sampleExamination({ corrected: { ...sampleConnection, region: 'eu-west-1' } }));

const refused = new Failure('signature-rejected', { host: 's3.example.com', bucket: 'files' });
const failed = withFinding(sampleExamination({ failure: refused, findings: [] }), failedFinding(refused));

describe('in words', () => {
  test('every finding once, what is not fine with its meaning and its remedy, and the verdict', async () => {
    const { app, terminal } = start(limited);
    expect(await testConnection(command, app, terminal, how)).toBe(0);
    expect(terminal.printed).toEqual([
      'ok    The server s3.example.com answers.',
      'note  The region is “eu-west-1”, as the server said.',
      '      It was filled in.',
      'ok    Files can be stored.',
      '!     The server does not show web pages.',
      '      Several files get a link each instead of one to a page.',
      expect.stringContaining('Nothing you can set in Mayfly'),
      '!     The key may not delete what it stores.',
      '      Links cannot be taken back before they end, and files stay after it.',
      '      Give the key the right s3:DeleteObject (delete objects). mayfly connections policy NAME prints everything that Mayfly needs.',
      '',
      'The connection works, with limits.',
      'Filled in from what the server said: region eu-west-1.',
    ]);
  });

  test('what ended it, with the exit code of that', async () => {
    const { app, terminal } = start(failed);
    expect(await testConnection(command, app, terminal, how)).toBe(3);
    expect(terminal.printed.at(-1)).toBe('The connection does not work yet.');
    expect(terminal.printed[0]).toMatch(/^FAIL {2}.*did not accept the signature/);
  });

  test('a key that may not store anything is a failure too', async () => {
    const { app, terminal } = start(withFinding(sampleExamination(), finding('write', 'write-denied')));
    expect(await testConnection(command, app, terminal, how)).toBe(3);
  });

  test('a name nobody gave is unknown', async () => {
    const { app, terminal } = start();
    expect(await rejected(testConnection({ ...command, name: 'Home' }, app, terminal, how))).toMatchObject({
      code: 'connection-unknown',
    });
    expect(() => printPolicy({ ...command, name: 'Home' }, app, terminal)).toThrow('connection-unknown');
  });
});

describe('as JSON', () => {
  test('all of it, in one line', async () => {
    const { app, terminal } = start(limited);
    expect(await testConnection({ ...command, json: true }, app, terminal, how)).toBe(0);
    expect(terminal.printed).toHaveLength(1);
    expect(JSON.parse(terminal.printed[0] ?? '')).toMatchObject({
      ok: true,
      verdict: 'limited',
      requests: 13,
      tookMs: 1_200,
      corrected: { region: 'eu-west-1' },
      findings: [
        { step: 'reach', state: 'ok', code: 'reached', ok: true, text: 'The server s3.example.com answers.' },
        { step: 'region', state: 'note' },
        { step: 'write' },
        { step: 'pages', state: 'warning', ok: true },
        { step: 'delete', means: expect.any(String) as unknown, mend: expect.any(String) as unknown },
      ],
      capabilities: { writes: true, reads: true },
      policy: { Version: '2012-10-17' },
    });
  });

  test('what ended it is the error', async () => {
    const { app, terminal } = start(failed);
    expect(await testConnection({ ...command, json: true }, app, terminal, how)).toBe(3);
    expect(JSON.parse(terminal.printed[0] ?? '')).toMatchObject({
      ok: false,
      verdict: 'fails',
      error: { code: 'signature-rejected', dataSafe: true },
    });
  });
});

describe('as a report', () => {
  const canaries = [
    'canary-host',
    'canary-bucket',
    'canary-prefix',
    'canary-region',
    'CANARYKEYID',
    'canary-account',
    '10.99.98.97',
  ];
  const place = {
    ...sampleConnection,
    endpoint: 'https://canary-account.canary-host.example:8443/canary-base',
    bucket: 'canary-bucket',
    prefix: 'canary-prefix/',
    region: 'canary-region',
  };
  const detail = {
    host: 'canary-host.example:8443',
    bucket: 'canary-bucket',
    region: 'canary-region',
    otherHost: '10.99.98.97',
    serverCode: 'canary-bucket',
    status: 403,
  };

  test.each<readonly [string, Examination]>([
    ['that works', sampleExamination({ given: place, place })],
    ['that failed', { ...failed, given: place, place, findings: [failedFinding(new Failure('redirected', detail))] }],
    [
      'with everything in its facts',
      sampleExamination({
        given: place,
        place: { ...place, region: 'canary-region-2' },
        findings: [
          finding('region', 'region-corrected', detail),
          finding('bucket', 'bucket-there', detail),
          finding('describe', 'unclear', detail),
          finding('clean-up', 'left-behind', { ...detail, key: 'canary-prefix/x', uploadId: 'CANARYKEYID' }),
        ],
      }),
    ],
    [
      'of an account’s own host',
      sampleExamination({
        place: { ...place, endpoint: 'https://canary-account.r2.cloudflarestorage.com', region: 'auto' },
      }),
    ],
    ['of an address', sampleExamination({ place: { ...place, endpoint: 'http://10.99.98.97:9000' } })],
  ])('%s names nobody’s server, bucket, folder, key or account', (_what, examination) => {
    const report = examinationReport(examination, { version: '1', system: 'test' });
    for (const canary of canaries) expect(report).not.toContain(canary);
    expect(report).toContain('Mayfly connection test');
  });

  test('still says what helps: codes, states, the answers and the provider everybody knows', async () => {
    const { app, terminal } = start(limited);
    expect(await testConnection({ ...command, report: true }, app, terminal, how)).toBe(0);
    expect(terminal.printed.join('\n')).toMatch(
      /limited, 13 requests[\s\S]*warning delete +delete-denied \(s3:DeleteObject\)/,
    );
  });
});

test('the policy is that of the connection, ready for a console', () => {
  const { app, terminal } = start();
  expect(printPolicy({ ...command }, app, terminal)).toBe(0);
  expect(terminal.printed.join('\n')).toContain('"arn:aws:s3:::files/mayfly/*"');
});
