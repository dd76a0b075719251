// File names that have broken somebody's program once; every rule about names is held against all of them.

/** What it is, and the name itself. */
export type HostileName = readonly [what: string, name: string];

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, '0');

/** One name per code point, with it between two letters. */
const around = (what: string, codes: readonly number[]): readonly HostileName[] =>
  codes.map((code) => [`${what} U+${hex(code)}`, `a${String.fromCodePoint(code)}b.txt`]);

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const named = (what: string, names: readonly string[]): readonly HostileName[] =>
  names.map((name) => [`${what} ${JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name)}`, name]);

/** Only spaces and dots, which disks and URLs take for nothing, for folders, or away. */
const spacesAndDots = named('spaces and dots', [
  '',
  ' ',
  '    ',
  '.',
  '..',
  '...',
  '. . .',
  'name.',
  'name..',
  'a. .',
  'name.txt ',
  ' name.txt',
  '. .a',
  '..a',
  '.bashrc',
  '.config.json',
  '-.-.-.-',
  '___',
  '\u00a0',
  '\u3000',
  'a\u00a0',
  '\u2003b.txt',
  '\u1680',
  '\u2025',
  '\u2026',
  '\u2024\u2024\uff0fevil',
  '\uff0e\uff0e',
  '.\u200b.',
]);

const paths = named('a path', [
  '/etc/shadow',
  '../../etc/passwd',
  '..\\..\\windows\\win.ini',
  'C:\\autoexec.bat',
  '\\\\server\\share\\x',
  '//x/y',
  'a/',
  'a//b',
  './a',
  'a/./b',
  'a/../b',
  '....//x',
  '..;/x',
  '~',
  '~root/x',
  'file:///etc/passwd',
  'https://evil.example/x',
  '..\uff0f..\uff0fetc\uff0fpasswd',
  'a\u2215b',
  'a\u2044b',
  'a\u29f8b',
  'a\uff3cb',
  'x.txt:$DATA',
  'x.txt::$INDEX_ALLOCATION',
  '\uff02\uff3c\uff05.txt',
  '\u2100.txt',
]);

const reserved = named('a reserved name', [
  'CON',
  'con',
  'PRN',
  'AUX',
  'NUL',
  'NUL.txt',
  'nul.tar.gz',
  'COM1',
  'COM9.log',
  'COM\u00b9',
  'LPT1',
  'LPT9',
  'CONIN$',
  'CLOCK$',
  'desktop.ini',
  'Thumbs.db',
  'mayfly.db',
  '.DS_Store',
  '.htaccess',
  'index.html',
  'sw.js',
  'robots.txt',
]);

const controls: readonly HostileName[] = [
  ...around('control', [...range(0x00, 0x1f), 0x7f, 0x80, 0x85, 0x90, 0x9b, 0x9c, 0x9d, 0x9f]),
  ...around('line end', [0x2028, 0x2029]),
];

const terminals = named('a terminal sequence', [
  '\u001b[31mred\u001b[0m.txt',
  '\u001b[2J\u001b[H.txt',
  '\u001b]0;title\u0007.txt',
  '\u001b]52;c;eA==\u0007.txt',

  '\u001b]8;;https://evil.example\u001b\\x\u001b]8;;\u001b\\',
  '\u001bP+q544e\u001b\\',
  '\u001b[?1049h',
  '\u009b2J',
  'safe.txt\rexe',
  'exe.txt\b\b\b\b\b\b\btxt',
  '\u001b[6n',
  '\u0005',
  'a\u001bcb',
]);

const direction: readonly HostileName[] = [
  ['right-to-left override', 'photo\u202egnp.exe'],
  ...around('direction', [0x061c, 0x200e, 0x200f, ...range(0x202a, 0x202d), ...range(0x2066, 0x2069)]),
  ...named('right to left', ['تقرير.pdf', 'דוח (1).docx', 'abc דוח 123.txt', '\ufdfa.txt']),
];

const invisible = around(
  'invisible',
  [
    0x00ad, 0x034f, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2062, 0x206a, 0x3164, 0xfe0f, 0xfeff, 0xfff9,
    0xfffe, 0xffff, 0x1fffe, 0xe000, 0x378, 0xe0041, 0x1d173,
  ],
);

const normalForms = named('normal forms', [
  'R\u00e9sum\u00e9.pdf',
  'Re\u0301sume\u0301.pdf',
  '\u00c5.txt',
  'A\u030a.txt',
  '\u212b.txt',
  '\u212a.txt',

  '\ufb01n.txt',
  '\uac01.hwp',
  '\u1100\u1161\u11a8.hwp',
  '\u1e9b\u0323.txt',
  'q\u0307\u0323.txt',
  'q\u0323\u0307.txt',

  '\u0301\u0301\u0301',
  `Z${'\u0300\u0489'.repeat(40)}algo.txt`,
  'x\u00b2.txt',
  '\u00bd.txt',
  'i\u0307.txt',
  'Übergröße.txt',
]);

const scripts = named('a script', [
  'отчёт.docx',
  '报告.pdf',
  '한글 문서.hwp',
  'नमस्ते.txt',
  'สวัสดี.txt',
  '\u{2000b}\u{2a6d6}.txt',
  'раураl.txt',
  '🎉.png',
  '👨‍👩‍👧‍👦.jpg',
  '🇰🇷.png',
  '👍🏽.gif',
  '1️⃣.txt',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿.png',
  '🏳️‍🌈.svg',
]);

const surrogates: readonly HostileName[] = [
  ['lone high surrogate', 'a\ud800b.txt'],
  ['lone low surrogate', '\udc00.txt'],
  ['swapped surrogates', '\udc00\ud800'],
  ['two high surrogates', '\ud83d\ud83d\ude00.txt'],
  ['a lone surrogate at the end', 'name.txt\udbff'],
  ['a lone surrogate in the extension', 'name.\udfffxt'],
];

const headers = named('a header', [
  'x\r\nX-Evil: 1\r\n\r\n<b>.txt',
  'line\nfeed.txt',
  'a\r\n folded.txt',
  'a\u560a\u560dX-Evil: 1',
  'a%0d%0aX-Evil: 1.txt',
  '"quoted".txt',
  '";filename="evil.exe',
  "x'; filename*=UTF-8''evil.exe",
  "it's.txt",
  'a\\".txt',
  'ends in \\',
  'a; b=c.txt',
  'a, attachment.txt',
  '=?utf-8?B?ZXZpbC5leGU=?=',
  "UTF-8''evil.exe",
  'a=b.txt',
  '"',
  "''",
]);

const percent = named('percent', [
  '100%.txt',
  'test%46.txt',
  'a%2f..%2fb.txt',
  '%',
  '%%',
  '%2',
  '%zz',
  '%00',
  '%2e%2e%2fx',
  '%c0%af',
  '%252e',
  'a+b.txt',
  'what?is#this&that=1.txt',
  "!*'();:@&=+$,[]~`^|<>.txt",
  'a=b (1) [2] {3}.txt',
]);

const markup = named('markup', [
  '<img src=x onerror=alert(1)>.html',
  '</title><script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  '<!--',
  '-->',

  ']]>',
  '&lt;b&gt;',
  '&#x3c;b',
  '&amp',
  "' onclick='x",
  'javascript:alert(1)',
  'data:text/html,x',
  '\\u003cscript',
]);

const templates = named('a template', [
  '${filename}.txt',
  '{{7*7}}',
  '<%= 7*7 %>',
  '#{7*7}',
  '{0}',
  '%s%n',
  '$&',
  "$'",
  '$1',
  '<!--mayfly:list-->',
  '=cmd()|x.csv',
  '@SUM(1).csv',
  '$(id)',
  '`id`',
  '; rm -rf ~',
  '| cat',
  '-rf',
  '--inspect=0.0.0.0',
  '*',
  '?',
  "'; DROP TABLE shares; --",
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  '0',
  '-1',
  'true',
]);

const long: readonly HostileName[] = [
  ['255 bytes of ASCII', `${'a'.repeat(251)}.txt`],
  ['256 bytes of ASCII', `${'a'.repeat(252)}.txt`],
  ['255 bytes of two-byte letters', `${'ß'.repeat(125)}x.txt`],
  ['256 bytes of two-byte letters', `${'ß'.repeat(126)}.txt`],
  ['257 bytes of three-byte letters', `${'報'.repeat(84)}x.txt`],
  ['300 bytes of four-byte characters', '😀'.repeat(75)],
  ['a cut inside an emoji family', `${'a'.repeat(235)}👨‍👩‍👧‍👦.jpg`],
  ['a very long extension', `name.${'e'.repeat(300)}`],
  ['an extension of multi-byte letters', `${'n'.repeat(250)}.ßßßß`],
  ['many extensions', 'archive.tar.gz.gpg.part1.download'],
  ['85 ligatures of eighteen characters', '\ufdfa'.repeat(85)],
  ['1,024 bytes', 'k'.repeat(1_024)],
  ['ten thousand characters', 'x'.repeat(10_000)],
  ['ten thousand dots', '.'.repeat(10_000)],
];

/** More than 250, each once. */
export const hostileNames: readonly HostileName[] = [
  ...spacesAndDots,
  ...paths,
  ...reserved,
  ...controls,
  ...terminals,
  ...direction,
  ...invisible,
  ...normalForms,
  ...scripts,
  ...surrogates,
  ...headers,
  ...percent,
  ...markup,
  ...templates,
  ...long,
];
