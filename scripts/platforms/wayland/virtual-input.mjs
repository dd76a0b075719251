// Builds the virtual pointer and keyboard from its C source and the two protocol descriptions beside it.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../../setup/progress.mjs';
import { run, tail } from '../../setup/run-command.mjs';

const here = import.meta.dirname;
const PROTOCOLS = {
  'virtual-pointer': 'wlr-virtual-pointer-unstable-v1.xml',
  'virtual-keyboard': 'virtual-keyboard-unstable-v1.xml',
};

/** Builds the program in that folder and resolves to its path. Throws SetupError. */
export async function buildVirtualInput(folder) {
  const make = async (command, args) => {
    const { code, stderr } = await run(command, args, { cwd: folder });
    if (code !== 0) throw new SetupError(`the virtual pointer could not be built: ${tail(stderr)}`);
  };
  cpSync(join(here, 'virtual-input.c'), join(folder, 'virtual-input.c'));
  for (const [name, file] of Object.entries(PROTOCOLS)) {
    await make('wayland-scanner', ['client-header', join(here, file), `${name}.h`]);
    await make('wayland-scanner', ['private-code', join(here, file), `${name}.c`]);
  }
  const sources = ['virtual-input', ...Object.keys(PROTOCOLS)].map((name) => `${name}.c`);
  await make('cc', ['-O1', '-Wall', ...sources, '-lwayland-client', '-lxkbcommon', '-o', 'virtual-input']);
  return join(folder, 'virtual-input');
}
