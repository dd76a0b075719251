// Starts Mayfly with the session: by an autostart file on Linux, in the system's list elsewhere.
import { app } from 'electron';
import { autostart } from './autostart';

export interface Login {
  readonly isOn: () => boolean;
  /** `hidden` starts Mayfly without its window. Raises file system errors. */
  readonly set: (on: boolean, hidden: boolean) => void;
}

const bySystem: Login = {
  isOn: () => app.getLoginItemSettings().openAtLogin,
  set: (on, hidden) => app.setLoginItemSettings({ openAtLogin: on, args: hidden ? ['--hidden'] : [] }),
};

/** `command` starts Mayfly, without a switch for hiding. */
export const createLogin = (command: readonly string[]): Login =>
  process.platform === 'linux' ? autostart(command) : bySystem;
