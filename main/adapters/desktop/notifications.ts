// The system's notifications, for events while no window of Mayfly has the focus.
import { Notification } from 'electron';
import { desktopId } from '../../core/desktop/rules/desktop-id';
import type { NotifiedShare } from '../../core/model/share';
import type { NotificationAction, Notifier } from '../../core/ports/desktop';

export interface NotifierOptions {
  /** A window of Mayfly has the focus, so a notification would say nothing new. */
  readonly isSeen: () => boolean;
  /** The buttons' labels in the language of that moment. */
  readonly labels: () => Readonly<Record<NotificationAction, string>>;
  /** A press on a notification; `share`: its subject, if any. */
  readonly onAction: (action: NotificationAction, share?: NotifiedShare) => void;
}

const buttonsFor = (share: NotifiedShare | undefined): readonly NotificationAction[] => {
  if (share === undefined) return [];
  const copy = share.isCopied ? 'copy-again' : 'copy';
  return share.canTakeBack ? [copy, 'take-back'] : [copy];
};

const isAction = (key: string, among: readonly NotificationAction[]): key is NotificationAction =>
  among.some((action) => action === key);

/** Never raises: a desktop without notifications only stays silent. */
export function createNotifier({ isSeen, labels, onAction }: NotifierOptions): Notifier {
  // A notification that is garbage-collected can no longer be clicked.
  const shown = new Set<Notification>();

  /** Buttons appear on macOS; elsewhere a press opens the share. */
  const showByElectron = (title: string, body: string, share: NotifiedShare | undefined) => {
    if (!Notification.isSupported()) return;
    const buttons = buttonsFor(share);
    const named = labels();
    const notification = new Notification({
      title,
      body,
      actions: buttons.map((action) => ({ type: 'button', text: named[action] })),
    });
    const forget = () => void shown.delete(notification);
    notification.on('click', () => onAction('open', share));
    notification.on('action', (_event, index) => onAction(buttons[index] ?? 'open', share));
    notification.on('click', forget);
    notification.on('close', forget);
    notification.on('failed', forget);
    shown.add(notification);
    notification.show();
  };

  // Loaded with the first notification, not with the window.
  const sender = { name: 'Mayfly', icon: 'mayfly', desktopEntry: desktopId };
  const connect = async () => (await import('./notification-server')).createNotificationServer(sender);
  let server: ReturnType<typeof connect> | undefined;
  const show = async (title: string, body: string, share: NotifiedShare | undefined): Promise<void> => {
    const buttons = buttonsFor(share);
    const named = labels();
    if (process.platform === 'linux') server ??= connect();
    const isShown = await (
      await server
    )?.show({
      title,
      body,
      actions: [
        { key: 'default', label: named.open },
        ...buttons.map((action) => ({ key: action, label: named[action] })),
      ],
      onAction: (key) => onAction(isAction(key, buttons) ? key : 'open', share),
    });
    if (isShown !== true) showByElectron(title, body, share);
  };
  return {
    show(title, body, share) {
      if (!isSeen()) void show(title, body, share);
    },
  };
}
