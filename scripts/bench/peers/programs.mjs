// Finds the programs that Mayfly is measured against, or installs their Debian packages.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aptCommand, installPackages } from '../../setup/apt.mjs';
import { say } from '../../setup/progress.mjs';
import { findOnPath } from '../../setup/run-command.mjs';

const PROGRAMS = [
  { name: 'cc', commands: ['cc', 'gcc', 'clang'], packages: ['gcc', 'libc6-dev'] },
  { name: 'sslHeader', files: ['/usr/include/openssl/ssl.h'], packages: ['libssl-dev'] },
  { name: 'openssl', commands: ['openssl'], packages: ['openssl'] },
  { name: 'curl', commands: ['curl'], packages: ['curl'] },
  { name: 'minio', commands: ['minio-client', 'mcli'], packages: ['minio-client'] },
  { name: 'rclone', commands: ['rclone'], packages: ['rclone'] },
  { name: 'aws', commands: ['aws'], packages: ['awscli'] },
];

/** Absolute path by name of each program and header present; as root on Debian, installs those first that it does not have as a package. */
export async function findPrograms() {
  const canInstall = findOnPath(['apt-get']) !== undefined && process.getuid() === 0;
  const missing = PROGRAMS.filter((program) => (canInstall ? packaged(program) : find(program)) === undefined);
  const names = missing.flatMap(({ packages }) => packages);
  if (names.length > 0 && canInstall) {
    await installPackages(names.map((name) => [name]));
  } else if (names.length > 0) {
    say(`missing: ${missing.map(({ name }) => name).join(', ')}; to have them:\n\n    ${aptCommand(names)}\n`);
  }
  return Object.fromEntries(PROGRAMS.map((program) => [program.name, find(program)]));
}

/** The packaged program rather than a version manager's wrapper of the same name, which costs a shell. */
function find(program) {
  return packaged(program) ?? findOnPath(program.commands ?? []);
}

function packaged({ commands = [], files = commands.map((command) => join('/usr/bin', command)) }) {
  return files.find((path) => existsSync(path));
}
