// The shells themselves complete what was typed, and man shows the page: nothing here reads what is generated for them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandNames } from '../../../main/terminal/arguments/grammar';
import { installedFiles } from '../../../main/terminal/shells/installed-files';

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
/** `npm test` installs them where it may; elsewhere the name of the test says what is missing. */
const where = (program: string) => (isThere(program) ? program : `${program}, which is not installed here`);

let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-shells-'));
  const own = {
    'zsh/.zshrc': `PS1=
fpath=(${at('zsh/vendor-completions')} $fpath)
autoload -Uz compinit; compinit -u -D
show() { print -r -- "$BUFFER" >> ${at('typed')}; BUFFER=; }
zle -N show; bindkey '^T' show
echo READY
`,
    'zsh/type.zsh': `zmodload zsh/zpty
zpty mayfly zsh -d -i
zpty -r -m mayfly seen '*READY*'
for line in "$@"; do zpty -w -n mayfly "$line"$'\\t\\x14'; done
zpty -w mayfly exit
zpty -r -m mayfly seen '*NEVER*' || true
`,
    'complete.bash': `source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mayfly; echo "\${COMPREPLY[*]}"
`,
  };
  for (const [path, text] of Object.entries({ ...installedFiles('1.2.3', '2026-01-31'), ...own })) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  }
  writeFileSync(at('Stolen'), '');
  // What the scripts ask for the names of connections.
  mkdirSync(at('bin'));
  writeFileSync(
    at('bin/mayfly'),
    `#!/bin/sh\n[ "$*" = 'connections list --names' ] && printf '%s\\n' Work 'Archive of Ann' 'St*'\n`,
    { mode: 0o755 },
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${at('bin')}:${process.env['PATH']}`, LC_ALL: 'C.UTF-8', TERM: 'xterm', ...env },
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

/** What is typed before the tab, and the last word that it becomes. */
const typed: readonly (readonly [line: string, becomes: string])[] = [
  ['mayfly sha', 'share'],
  ['mayfly --json conn', 'connections'],
  ['mayfly --profile-dir list up', 'uploads'],
  ['mayfly connections te', 'test'],
  ['mayfly connections test A --rep', '--report'],
  ['mayfly show --q', '--qr'],
  ['mayfly share --page --no-pa', '--no-page'],
  ['mayfly list --sort la', 'largest'],
  ['mayfly connections edit A --colour t', 'teal'],
  ['mayfly completion f', 'fish'],
  ['mayfly list --state exp', 'expired'],
  ['mayfly share --connection Wo', 'Work'],
  ['mayfly connections test Arch', String.raw`Archive\ of\ Ann`],
  ['mayfly connections export Wo', 'Work'],
  // A pattern for the names of files.
  ['mayfly connections export S', String.raw`St\*`],
  ['mayfly uploads --exp', ''],
];

test.skipIf(!isThere('bash'))(`${where('bash')} completes`, () => {
  const script = at('bash-completion/completions/mayfly');
  for (const [line, becomes] of typed)
    expect([line, run('bash', [at('complete.bash'), script, ...line.split(' ')])]).toEqual([line, `${becomes}\n`]);
  expect(run('bash', [at('complete.bash'), script, 'mayfly', 'list', '--sort', '=', 'en'])).toBe('ending\n');
});

test.skipIf(!isThere('fish'))(`${where('fish')} completes, and says what each word does`, () => {
  const script = at('fish/vendor_completions.d/mayfly.fish');
  const config = { XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const complete = `source ${script}; for line in $argv; echo (complete -C $line | string split -f1 \\t); end; true`;
  const seen = run('fish', ['-c', complete, ...typed.map(([line]) => line)], config);
  // A line that nothing completes prints an empty one.
  const unescaped = typed.map(([, becomes]) => becomes.replaceAll('\\', ''));
  expect(seen.split('\n')).toEqual([...unescaped, '']);
  expect(run('fish', ['-c', `source ${script}; complete -C 'mayfly swe'`], config)).toMatch(/^sweep\tleftovers of /);
});

test.skipIf(!isThere('zsh'))(`${where('zsh')} completes from the folder of a package`, () => {
  run('zsh', ['-f', at('zsh/type.zsh'), ...typed.map(([line]) => line)], { ZDOTDIR: at('zsh') });
  const seen = spawnSync('cat', [at('typed')], { encoding: 'utf8' })
    .stdout.trimEnd()
    .split('\n');
  expect(seen.map((line) => line.trimEnd())).toEqual(
    typed.map(([line, becomes]) => (becomes === '' ? line : [...line.split(' ').slice(0, -1), becomes].join(' '))),
  );
});

describe.skipIf(!isThere('man'))(`${where('man')} shows the page`, () => {
  test.each([
    [
      'man/man1/mayfly.1',
      'drop a file, get a link that dies',
      ['DESCRIPTION', 'EXIT STATUS', 'ENVIRONMENT', 'FILES', 'EXAMPLES', 'SEE ALSO'],
    ],
    [
      'man/ko/man1/mayfly.1',
      '파일을 놓으면, 곧 사라질 링크를 드려요',
      ['설명', '종료 코드', '환경 변수', '파일', '예', '함께 보기'],
    ],
  ])('%s', (path, summary, titles) => {
    const page = run('man', ['-P', 'cat', '--warnings=w', '-l', at(path)], {
      MANWIDTH: '200',
      MAN_KEEP_FORMATTING: '',
    });
    expect(page).toContain(`mayfly - ${summary}`);
    for (const name of commandNames) expect(page).toMatch(new RegExp(`^ +mayfly ${name}( |$)`, 'm'));
    expect(page).toMatch(/^ +--expires TIME/m);
    expect(page).toContain('Mayfly 1.2.3');
    for (const title of titles) expect(page).toMatch(new RegExp(`^${title}$`, 'm'));
    expect(page).toContain('MAYFLY_PASSPHRASE_FILE');
  });
});

test.skipIf(!isThere('mandoc'))(`${where('mandoc')} finds nothing to mend in the page`, () => {
  for (const path of ['man/man1/mayfly.1', 'man/ko/man1/mayfly.1'])
    expect(run('mandoc', ['-T', 'lint', '-W', 'warning', at(path)])).toBe('');
});
