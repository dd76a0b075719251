// The command with which a desktop starts Mayfly again.
import { app } from 'electron';

/** Absolute program and arguments. `profileDir` only where it is not the default. */
export function ownCommand(profileDir: string | undefined): readonly string[] {
  // An AppImage runs from a temporary mount; APPIMAGE holds the path of the image.
  const program = process.env['APPIMAGE'] ?? process.execPath;
  return [
    program,
    ...(app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : []),
    ...(process.defaultApp ? [app.getAppPath()] : []),
    ...(profileDir === undefined ? [] : [`--profile-dir=${profileDir}`]),
  ];
}
