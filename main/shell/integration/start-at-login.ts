// Mayfly starts with the session when the user wants it: an autostart file on Linux, the system's own list elsewhere.
import { app } from 'electron';
import { autostart } from './autostart';

export interface Login {
  readonly isOn: () => boolean;
  /** `hidden`: only the icon shows then. Raises what the disk says. */
  readonly set: (on: boolean, hidden: boolean) => void;
}

const bySystem: Login = {
  isOn: () => app.getLoginItemSettings().openAtLogin,
  set: (on, hidden) => app.setLoginItemSettings({ openAtLogin: on, args: hidden ? ['--hidden'] : [] }),
};

/** `command` starts Mayfly, without a switch for hiding. */
export const createLogin = (command: readonly string[]): Login =>
  process.platform === 'linux' ? autostart(command) : bySystem;
