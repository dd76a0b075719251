// What a person would see on the screen, without a driver in the app.
import { execFileSync } from 'node:child_process';
import { onWayland } from './fixtures';

/** The windows with our name that somebody can see. */
export function seenWindows(): readonly string[] {
  if (onWayland) {
    const tree = execFileSync('swaymsg', ['--raw', '-t', 'get_tree'], { encoding: 'utf8' });
    return tree.match(/"app_id": "app.mayfly.Mayfly"/g) ?? [];
  }
  try {
    return execFileSync('xdotool', ['search', '--onlyvisible', '--name', '^Mayfly$'], { encoding: 'utf8' }).split('\n');
  } catch {
    return []; // it fails when it finds none
  }
}
