// Why this exists: what a person would see on the screen, without a driver in the app.
import { execFileSync } from 'node:child_process';

/** The windows with our name that somebody can see. */
export function seenWindows(): readonly string[] {
  try {
    return execFileSync('xdotool', ['search', '--onlyvisible', '--name', '^Mayfly$'], { encoding: 'utf8' }).split('\n');
  } catch {
    return []; // it fails when it finds none
  }
}
