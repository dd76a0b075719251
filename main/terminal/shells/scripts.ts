// The completion of each shell that has one.
import type { Shell } from '../arguments/command';
import { bashScript } from './bash';
import { fishScript } from './fish';
import { zshScript } from './zsh';

export const scripts: Readonly<Record<Shell, () => string>> = { bash: bashScript, zsh: zshScript, fish: fishScript };
