// What the desktop is told to run when it shall start Mayfly again: this program, with what this start depended on.
import { app } from 'electron';

/** Program and arguments; absolute. `profileDir` only where the usual one is not used. */
export function ownCommand(profileDir: string | undefined): readonly string[] {
  // An AppImage runs from a mount that is gone afterwards; the image itself says where it lies.
  const program = process.env['APPIMAGE'] ?? process.execPath;
  return [
    program,
    ...(app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : []),
    ...(process.defaultApp ? [app.getAppPath()] : []),
    ...(profileDir === undefined ? [] : [`--profile-dir=${profileDir}`]),
  ];
}
