// Why this exists: the system's notifications, for what happens while nobody looks at the window.
import { Notification } from 'electron';
import type { Notifier } from '../services/ports';

export interface NotifierOptions {
  /** Whoever looks at the window has seen it already. */
  readonly isWindowFocused: () => boolean;
  readonly onClick: () => void;
}

/** Linux notification servers read a few tags of markup (Desktop Notifications Specification, "Markup"); a file's name is not that. */
const plain = (text: string) =>
  process.platform === 'linux' ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text;

/** Never raises: a desktop without notifications only stays silent. */
export function createNotifier({ isWindowFocused, onClick }: NotifierOptions): Notifier {
  // A notification that is garbage-collected can no longer be clicked.
  const shown = new Set<Notification>();
  return {
    show(title, body) {
      if (isWindowFocused() || !Notification.isSupported()) return;
      const notification = new Notification({ title, body: plain(body) });
      const forget = () => void shown.delete(notification);
      notification.on('click', onClick);
      notification.on('click', forget);
      notification.on('close', forget);
      notification.on('failed', forget);
      shown.add(notification);
      notification.show();
    },
  };
}
