// `npm start` in the terminal: the main job without a display, and the command line with its own exit codes and signals.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectFolder, startScript } from './scripts';

const LINK = /^http:\/\/127\.0\.0\.1:\d+\/\S+$/m;
let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'mayfly-start-'));
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

/** No display, no session bus, and a home of its own, so that nothing of the person's profile is touched. */
function headless(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return { PATH, SystemRoot, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, LC_ALL: 'C.UTF-8', ...extra };
}

test.runIf(process.platform === 'linux')(
  'without a display it says so and shares README.md until interrupted',
  async () => {
    const running = startScript('start.mjs', [], headless());
    const link = await running.printed(LINK);
    const answer = await fetch(link);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(await readFile(join(projectFolder, 'README.md')));
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stdout.trim()).toBe(link);
    expect(stderr).toContain('no display here');
  },
);

test('arguments go to the command line, whose exit code comes back', async () => {
  const missing = await startScript('start.mjs', ['share', join(home, 'nothing'), '--json'], headless()).ended;
  expect(missing.code).toBe(5);
  expect(JSON.parse(missing.stderr || missing.stdout)).toMatchObject({ error: { code: expect.any(String) } });
  expect((await startScript('start.mjs', ['no-such-command'], headless()).ended).code).toBe(2);
});

test('a relative path means the folder the person stands in, not the checkout', async () => {
  await writeFile(join(home, 'here.txt'), 'from the folder npm was called in');
  const running = startScript('start.mjs', ['share', 'here.txt'], headless({ INIT_CWD: home }));
  const answer = await fetch(await running.printed(LINK));
  expect(await answer.text()).toBe('from the folder npm was called in');
  running.child.kill('SIGTERM');
  expect((await running.ended).code).toBeGreaterThanOrEqual(128);
});
