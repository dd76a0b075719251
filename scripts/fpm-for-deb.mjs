#!/usr/bin/env node
// Replaces fpm, which electron-builder downloads from GitHub: takes fpm's arguments and makes the .deb with
// dpkg-deb alone, so that the package follows electron-builder.yml on every machine. CUSTOM_FPM_PATH names it to electron-builder.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectFolder } from './setup/project-folder.mjs';

const FLAGS = new Set(['--force', '--debug']);
const NAMES = { '-s': 'source', '-t': 'target', '-d': 'depends' };

/** Parses electron-builder's arguments: options with a value each (some repeated), and `from=to` for every file and folder. */
function readRequest(words) {
  const options = new Map();
  const files = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (FLAGS.has(word)) continue;
    if (word.startsWith('-')) {
      const name = NAMES[word] ?? word.replace(/^--(deb-)?/, '');
      options.set(name, [...(options.get(name) ?? []), words[(index += 1)]]);
    } else {
      const cut = word.lastIndexOf('=');
      if (cut < 0) throw new Error(`no place is named for ${word}`);
      files.push({ from: word.slice(0, cut), to: word.slice(cut + 1) });
    }
  }
  const one = (name) => {
    const value = options.get(name)?.at(-1);
    if (value === undefined) throw new Error(`--${name} is missing`);
    return value;
  };
  if (one('target') !== 'deb') throw new Error('this makes .deb packages only; the others need fpm');
  return { one, all: (name) => options.get(name) ?? [], files };
}

/** What lies below a folder, sorted: names, and what `lstat` says of each. */
const entriesBelow = (folder) =>
  readdirSync(folder, { recursive: true })
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => ({ name, stats: lstatSync(join(folder, name)) }));

/** Debian policy 5.6.20: files and symbolic links in KiB, each rounded up, and one for anything else. What folders take differs between disks. */
const installedKiB = (entries) =>
  entries.reduce((sum, { stats }) => sum + (stats.isDirectory() ? 1 : Math.ceil(stats.size / 1024)), 0);

/** Gives what lies in a folder the modes of a system, whatever umask it was made under. Chromium's helper gets its own when it is installed. */
function settleModes(folder) {
  for (const path of ['', ...readdirSync(folder, { recursive: true })].map((name) => join(folder, name))) {
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) continue;
    const isProgram = (stats.mode & 0o111) !== 0 && !/\.so(?:\.\d+)*$/.test(path);
    chmodSync(path, stats.isDirectory() || isProgram ? 0o755 : 0o644);
  }
}

const md5sums = (root, entries) =>
  entries
    .filter(({ stats }) => stats.isFile())
    .map(
      ({ name }) =>
        `${createHash('md5')
          .update(readFileSync(join(root, name)))
          .digest('hex')}  ${name}\n`,
    )
    .join('');

/** Debian policy 5.6.13: a synopsis, then lines that begin with a space; an empty one is a dot. */
function description(text) {
  const [synopsis, ...lines] = text.split('\n').map((line) => line.trim());
  return [synopsis, ...lines.map((line) => ` ${line === '' ? '.' : line}`)].join('\n');
}

/** Debian policy 12.7 asks for one in its own form; what changed stands in CHANGELOG.md of the sources. */
function changelog({ one }) {
  const date = new Date(Number(process.env.SOURCE_DATE_EPOCH ?? Date.now() / 1_000) * 1_000);
  const [name, version] = [one('name').toLowerCase(), one('version')];
  const day = date.toUTCString().replace('GMT', '+0000');
  return `${name} (${version}) stable; urgency=medium\n\n  * Mayfly ${version}.\n\n -- ${one('maintainer')}  ${day}\n`;
}

function control({ one, all }, entries) {
  const recommends = all('recommends');
  return [
    `Package: ${one('name').toLowerCase()}`,
    `Version: ${one('version')}`,
    `Architecture: ${one('architecture')}`,
    `Maintainer: ${one('maintainer')}`,
    `Installed-Size: ${installedKiB(entries)}`,
    `Depends: ${all('depends').join(', ')}`,
    ...(recommends.length > 0 ? [`Recommends: ${recommends.join(', ')}`] : []),
    `Section: ${all('category')[0] ?? 'default'}`,
    `Priority: ${one('priority')}`,
    `Homepage: ${one('url')}`,
    `Description: ${description(one('description'))}`,
    '',
  ].join('\n');
}

function makeDeb(request) {
  const { one, all, files } = request;
  const root = mkdtempSync(join(tmpdir(), 'mayfly-deb-'));
  try {
    for (const { from, to } of files) {
      const target = join(root, to);
      mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
      cpSync(from, target, { recursive: true, verbatimSymlinks: true });
    }
    const share = join(root, 'usr', 'share');
    const documents = join(share, 'doc', one('name').toLowerCase());
    mkdirSync(documents, { recursive: true });
    writeFileSync(join(documents, 'changelog.gz'), gzipSync(changelog(request), { level: 9 }));
    cpSync(
      join(projectFolder, 'resources/linux/lintian-overrides'),
      join(share, 'lintian/overrides', one('name').toLowerCase()),
    );
    settleModes(root);
    const entries = entriesBelow(root);
    const meta = join(root, 'DEBIAN');
    mkdirSync(meta);
    for (const [name, text] of [
      ['control', control(request, entries)],
      ['md5sums', md5sums(root, entries)],
    ])
      writeFileSync(join(meta, name), text);
    for (const [option, name] of [
      ['after-install', 'postinst'],
      ['after-remove', 'postrm'],
    ]) {
      if (all(option).length === 0) continue;
      cpSync(one(option), join(meta, name));
      chmodSync(join(meta, name), 0o755);
    }
    settleModes(meta);
    // The environment may choose a quicker compression.
    const compression = process.env.MAYFLY_DEB_COMPRESSION ?? one('compression');
    // A sixth of the default level's time, for an eighth more bytes.
    const level = compression === 'none' ? [] : ['-z1'];
    const args = ['--root-owner-group', `-Z${compression}`, ...level, '--build', root, one('package')];
    execFileSync('dpkg-deb', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

makeDeb(readRequest(process.argv.slice(2)));
