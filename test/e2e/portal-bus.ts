// The test is the desktop's portal: it hands out a picture of the screen, or says that the person left. Protocol: XDG Desktop
// Portal, Screenshot and Request.
import { writeFile } from 'node:fs/promises';
import type { Message } from 'dbus-native';
import type { MessageBus } from './bus-peer';

export const portalName = 'org.freedesktop.portal.Desktop';
const portalPath = '/org/freedesktop/portal/desktop';

export class ScreenshotPortal {
  /** What the person does next. */
  next: 'take' | 'leave' | 'refuse' = 'take';
  readonly asked: boolean[] = [];
  constructor(
    private readonly bus: MessageBus,
    private readonly file: string,
    public png: Uint8Array,
  ) {}
  /** The request's path has the caller's name in it. */
  async Screenshot(
    _parent: string,
    options: Readonly<Record<string, unknown>>,
    { sender = '' }: Message,
  ): Promise<string> {
    this.asked.push(options['interactive'] === true);
    const path = `${portalPath}/request/${sender.slice(1).replaceAll('.', '_')}/${String(options['handle_token'])}`;
    const code = { take: 0, leave: 1, refuse: 2 }[this.next];
    if (code === 0) await writeFile(this.file, this.png);
    const results = code === 0 ? { uri: `file://${encodeURI(this.file)}` } : {};
    // Before the call returns, as a quick desktop may.
    this.bus.sendSignal(path, 'org.freedesktop.portal.Request', 'Response', 'ua{sv}', [code, results]);
    return path;
  }
}

/** Exports the portal; the caller asks for its name and gives it back. */
export function exportPortal(bus: MessageBus, file: string, png: Uint8Array): ScreenshotPortal {
  const portal = new ScreenshotPortal(bus, file, png);
  bus.exportInterface(portal, portalPath, {
    name: 'org.freedesktop.portal.Screenshot',
    methods: { Screenshot: ['sa{sv}', 'o', [], []] },
  });
  return portal;
}
