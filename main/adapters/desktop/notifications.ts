// The system's notifications, for events while no window of Mayfly has the focus.
import { Notification } from 'electron';
import { desktopId } from '../../core/model/desktop/desktop-id';
import type { NotificationAction, Notified, Notifier } from '../../core/ports/desktop';

export interface NotifierOptions {
  /** A window of Mayfly has the focus, so a notification would say nothing new. */
  readonly isSeen: () => boolean;
  /** The buttons' labels in the language of that moment. */
  readonly labels: () => Readonly<Record<NotificationAction, string>>;
  /** A press on a notification; `about`: its subject, if any. */
  readonly onAction: (action: NotificationAction, about?: Notified) => void;
}

const buttonsFor = (about: Notified | undefined): readonly NotificationAction[] => {
  if (about === undefined) return [];
  if (about.kind === 'request') return about.canSave ? ['open-request', 'save'] : ['open-request'];
  const copy = about.isCopied ? 'copy-again' : 'copy';
  return about.canTakeBack ? [copy, 'take-back'] : [copy];
};

const isAction = (key: string, among: readonly NotificationAction[]): key is NotificationAction =>
  among.some((action) => action === key);

/** Never raises: a desktop without notifications only stays silent. */
export function createNotifier({ isSeen, labels, onAction }: NotifierOptions): Notifier {
  // A notification that is garbage-collected can no longer be clicked.
  const shown = new Set<Notification>();

  /** Buttons appear on macOS, and on Windows with the Electron that ships; where they do not, a press opens the subject. */
  const showByElectron = (title: string, body: string, about: Notified | undefined) => {
    if (!Notification.isSupported()) return;
    const buttons = buttonsFor(about);
    const named = labels();
    const notification = new Notification({
      title,
      body,
      actions: buttons.map((action) => ({ type: 'button', text: named[action] })),
    });
    const forget = () => void shown.delete(notification);
    notification.on('click', () => onAction('open', about));
    notification.on('action', (_event, index) => onAction(buttons[index] ?? 'open', about));
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
  const show = async (title: string, body: string, about: Notified | undefined): Promise<void> => {
    const buttons = buttonsFor(about);
    const named = labels();
    if (process.platform === 'linux') server ??= connect();
    const isShown = await (
      await server
    )?.show({
      title,
      body,
      actions: [
        // XFCE draws it as a button beside the others, without a label too; most draw none.
        { key: 'default', label: named.open },
        ...buttons.map((action) => ({ key: action, label: named[action] })),
      ],
      onAction: (key) => onAction(isAction(key, buttons) ? key : 'open', about),
    });
    if (isShown !== true) showByElectron(title, body, about);
  };
  return {
    show(title, body, about) {
      if (!isSeen()) void show(title, body, about);
    },
  };
}
