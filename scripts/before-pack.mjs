// electron-builder's hook before it packs: makes the code cache, so that every kind of package has a fitting one.
import { Arch } from 'electron-builder';
import { compileForPackage } from './setup/compiled-code.mjs';

export const beforePack = ({ electronPlatformName, arch }) =>
  compileForPackage({ platform: electronPlatformName, arch: Arch[arch] });
