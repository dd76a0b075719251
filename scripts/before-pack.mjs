// electron-builder's hook before it packs: whatever makes a package, it gets compiled code that fits.
import { Arch } from 'electron-builder';
import { compileForPackage } from './setup/compiled-code.mjs';

export const beforePack = ({ electronPlatformName, arch }) =>
  compileForPackage({ platform: electronPlatformName, arch: Arch[arch] });
