// The release runs rarely and elsewhere; what it promises is read out of its file, and its scripts run here.
import { spawnSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly permissions?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly include: readonly { readonly targets?: string }[] } };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const builder = createRequire(createRequire(resolve('package.json')).resolve('electron-builder/package.json'));
const { load } = createRequire(builder.resolve('app-builder-lib/package.json'))('js-yaml') as {
  readonly load: (text: string) => unknown;
};
const folderOfWorkflows = '.github/workflows';
const workflows = readdirSync(folderOfWorkflows).map((name) => {
  const text = readFileSync(join(folderOfWorkflows, name), 'utf8');
  return { name, text, workflow: load(text) as Workflow };
});
const jobsOf = (workflow: Workflow) => Object.entries(workflow.jobs).map(([name, job]) => ({ name, ...job }));
const runs = (what: RegExp) => (step: Step) => what.test(step.run ?? '');

describe.each(workflows)('$name', ({ text, workflow }) => {
  const jobs = jobsOf(workflow);
  const steps = jobs.flatMap((job) => job.steps);

  test('may only read, but for the job that makes the draft of a release', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const makesDraft = ({ steps: all }: Job) => all.some(runs(/gh release create .*--draft/));
    const ofDraft = { contents: 'write', 'id-token': 'write', attestations: 'write' };
    for (const job of jobs) expect(job.permissions).toEqual(makesDraft(job) ? ofDraft : undefined);
  });

  test('types no secret, tag or branch into a script', () => {
    expect(steps.filter(runs(/\$\{\{/)).map(({ run }) => run)).toEqual([]);
  });

  test('runs no action that its owner could exchange: each is a commit, its version beside it', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40}$/.test(action))).toEqual([]);
    for (const action of used) expect(text).toMatch(new RegExp(`${action} +# v\\d+\\.\\d+\\.\\d+\\n`));
  });

  test('has the set-up script install what tests need, and no list of its own', () => {
    for (const job of jobs.filter(({ steps: all }) => all.some(runs(/\bnpm test\b/)))) {
      expect(job.steps.findIndex(runs(/scripts\/setup\.mjs test/))).toBeGreaterThan(-1);
      expect(job.steps.filter(runs(/apt-get/))).toEqual([]);
    }
  });
});

describe('the release', () => {
  const jobs = jobsOf(load(readFileSync(join(folderOfWorkflows, 'release.yml'), 'utf8')) as Workflow);
  const publishes = runs(/gh release create/);
  const draft = jobs.find(({ steps }) => steps.some(publishes));

  test('builds every package that is configured', () => {
    const asked = jobs.flatMap(
      ({ strategy }) => strategy?.matrix.include.flatMap(({ targets = '' }) => targets.split(' ')) ?? [],
    );
    const { linux } = load(readFileSync('electron-builder.yml', 'utf8')) as {
      readonly linux: { readonly target: string[] };
    };
    expect(asked).toEqual(expect.arrayContaining([...linux.target, '--linux', '--mac', '--win']));
  });

  test('waits for all other jobs, one of them the end-to-end suite on the official Electron', () => {
    const others = jobs.flatMap(({ name }) => (name === draft?.name ? [] : [name]));
    expect(new Set([draft?.needs].flat())).toEqual(new Set(others));
    const tested = jobs.find(({ steps }) => steps.some(runs(/npm test -- --only e2e/)));
    expect(tested?.env).toMatchObject({ MAYFLY_OFFICIAL_ELECTRON: '1' });
  });

  test('has its feeds and its apt repository signed before it is summed up, and all of that attested before it is a draft', () => {
    const attests = ({ uses = '', with: what }: Step) =>
      uses.startsWith('actions/attest-build-provenance@') && what?.['subject-path'] === 'release/*';
    const steps = [runs(/sign-release\.mjs/), runs(/apt-repository\.mjs/), runs(/sha256sum/), attests, publishes];
    const order = steps.map((what) => draft?.steps.findIndex(what));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a = 0, b = 0) => a - b));
  });

  test('gives each private key to the step that signs with it, and to no other job, step or action of any workflow', () => {
    // Also by a name that is put together, or with all others at once.
    const asks = (part: unknown) => /secrets\s*(?:\[|\))|secrets\.MAYFLY_\w*KEY|"inherit"/.test(JSON.stringify(part));
    const who = workflows.flatMap(({ workflow }) => [
      ...(asks({ ...workflow, jobs: undefined }) ? ['a workflow'] : []),
      ...jobsOf(workflow).flatMap(({ steps, ...rest }) => [...(asks(rest) ? ['a job'] : []), ...steps.filter(asks)]),
    ]);
    expect(who).toEqual(draft?.steps.filter(runs(/sign-release\.mjs|apt-repository\.mjs/)));
    expect(who.map((step) => Object.values((step as Step).env ?? {}).filter(asks).length)).toEqual([1, 1]);
  });
});

describe('the key of the updates', () => {
  let folder: string;
  const sign = (args: readonly string[], key?: string, trusted?: string) =>
    spawnSync(process.execPath, ['scripts/sign-release.mjs', ...args], {
      encoding: 'utf8',
      env: { ...process.env, MAYFLY_UPDATE_KEY: key, MAYFLY_UPDATE_PUBLIC_KEY: trusted },
    });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mayfly-sign-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('signs every feed and nothing else, and the signature verifies', () => {
    const key = sign(['--new-key']).stdout;
    writeFileSync(join(folder, 'latest-mac.yml'), 'version: 1.0.0\n');
    writeFileSync(join(folder, 'latest.yml'), 'version: 2.0.0\n');
    writeFileSync(join(folder, 'Mayfly-1.0.0.zip'), 'not a feed');
    const { status, stderr, stdout } = sign([folder], key);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: '',
      stderr: 'mayfly: signed latest-mac.yml, latest.yml.\n',
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.sig'))).toEqual([
      'latest-mac.yml.sig',
      'latest.yml.sig',
    ]);
    const publicKey = createPublicKey(sign(['--public-key'], key).stdout);
    const verified = () => {
      const signature = Buffer.from(readFileSync(join(folder, 'latest.yml.sig'), 'utf8'), 'base64');
      return verify(null, readFileSync(join(folder, 'latest.yml')), publicKey, signature);
    };
    expect(verified()).toBe(true);
    const feed = readFileSync(join(folder, 'latest.yml'), 'utf8');
    expect(feed).toMatch(/^version: 2\.0\.0\nsignedAt: '\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z'\n$/);
    writeFileSync(join(folder, 'latest.yml'), feed.replace('2.0.0', '1.0.0'));
    expect(verified()).toBe(false);
    // Signed again it has one date, the last.
    expect(sign([folder], key).status).toBe(0);
    expect([verified(), readFileSync(join(folder, 'latest.yml'), 'utf8').match(/signedAt/g)]).toEqual([
      true,
      ['signedAt'],
    ]);
  });

  test('is the one that the packages trust, or nothing is signed', () => {
    const [key, other] = [sign(['--new-key']).stdout, sign(['--new-key']).stdout];
    writeFileSync(join(folder, 'latest.yml'), 'version: 2.0.0\n');
    const trusted = sign(['--public-key'], other).stdout.trim();
    expect(sign([folder], key, trusted).status).toBe(1);
    expect(readdirSync(folder)).toEqual(['latest.yml']);
    expect(sign([folder], other, trusted).status).toBe(0);
  });

  test('is never printed, whatever it is', () => {
    for (const key of [undefined, '', 'canary', '-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n']) {
      const { status, stdout, stderr } = sign([folder], key);
      expect(status).toBe(1);
      expect(stdout + stderr).not.toContain('canary');
    }
  });

  test('is in no file that is built or run, and what belongs to it is never committed', () => {
    const files = ['resources', 'scripts', '.github'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    expect(files.filter((path) => /^-----BEGIN .*PRIVATE KEY-----$/m.test(readFileSync(path, 'latin1')))).toEqual([]);
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain('resources/update-key.pem');
  });
});
