#!/usr/bin/env node
// Replaces fpm, which electron-builder downloads from GitHub: takes fpm's arguments and makes the .deb with
// dpkg-deb alone, so that the package follows electron-builder.yml on every machine. CUSTOM_FPM_PATH names it to electron-builder.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

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

const folderBytes = (path) =>
  readdirSync(path, { recursive: true }).reduce((sum, name) => sum + lstatSync(join(path, name)).size, 0);

/** Debian policy 5.6.13: a synopsis, then lines that begin with a space; an empty one is a dot. */
function description(text) {
  const [synopsis, ...lines] = text.split('\n').map((line) => line.trim());
  return [synopsis, ...lines.map((line) => ` ${line === '' ? '.' : line}`)].join('\n');
}

function control({ one, all }, installedBytes) {
  const recommends = all('recommends');
  return [
    `Package: ${one('name').toLowerCase()}`,
    `Version: ${one('version')}`,
    `Architecture: ${one('architecture')}`,
    `Maintainer: ${one('maintainer')}`,
    `Installed-Size: ${Math.ceil(installedBytes / 1024)}`,
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
    chmodSync(root, 0o755);
    for (const { from, to } of files) {
      const target = join(root, to);
      mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
      cpSync(from, target, { recursive: true, verbatimSymlinks: true });
      // The app folder's files have their modes already; a single file is a program or data.
      if (!lstatSync(target).isDirectory()) chmodSync(target, (lstatSync(from).mode & 0o111) === 0 ? 0o644 : 0o755);
    }
    const installedBytes = folderBytes(root);
    const meta = join(root, 'DEBIAN');
    mkdirSync(meta, { mode: 0o755 });
    writeFileSync(join(meta, 'control'), control(request, installedBytes), { mode: 0o644 });
    for (const [option, name] of [
      ['after-install', 'postinst'],
      ['after-remove', 'postrm'],
    ]) {
      if (all(option).length === 0) continue;
      cpSync(one(option), join(meta, name));
      chmodSync(join(meta, name), 0o755);
    }
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
