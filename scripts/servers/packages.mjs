// Installs a server's packages as root on Debian; elsewhere names them.
import { aptCommand, installPackages } from '../setup/apt.mjs';
import { SetupError } from '../setup/progress.mjs';
import { findOnPath } from '../setup/run-command.mjs';

/** Throws SetupError when a program is missing and cannot be installed. */
export async function ensurePrograms(name, needed) {
  const missing = () => needed.filter(({ commands }) => commands.some((one) => findOnPath([one]) === undefined));
  if (missing().length === 0) return;
  const packages = missing().flatMap((one) => one.packages);
  if (findOnPath(['apt-get']) === undefined) throw new SetupError(`${name} needs ${packages.join(', ')} installed.`);
  if (process.getuid() !== 0)
    throw new SetupError(`${name} is not installed. This does it:\n\n    ${aptCommand(packages)}`);
  await installPackages(packages.map((one) => [one]));
  const still = missing().flatMap(({ commands }) => commands);
  if (still.length > 0) throw new SetupError(`${name} could not be installed: there is no ${still.join(', ')}.`);
}
