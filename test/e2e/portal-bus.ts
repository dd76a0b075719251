// The test is the desktop's portal: it hands out a picture of the screen, or says that the person left. Protocol: XDG Desktop
// Portal, Screenshot and Request.
import { writeFile } from 'node:fs/promises';
import { interface as dbusInterface, Message, MessageType, Variant, type MessageBus } from 'dbus-next';

export const portalName = 'org.freedesktop.portal.Desktop';
const portalPath = '/org/freedesktop/portal/desktop';

export class ScreenshotPortal extends dbusInterface.Interface {
  /** What the person does next. */
  next: 'take' | 'leave' | 'refuse' = 'take';
  readonly asked: boolean[] = [];
  constructor(
    private readonly bus: MessageBus,
    private readonly file: string,
    public png: Uint8Array,
  ) {
    super('org.freedesktop.portal.Screenshot');
  }
  /** The caller is read from the message, because the request's path has its name in it. */
  async Screenshot(_parent: string, options: Readonly<Record<string, Variant>>): Promise<string> {
    this.asked.push(options['interactive']?.value === true);
    const sender = this.caller.slice(1).replaceAll('.', '_');
    const path = `${portalPath}/request/${sender}/${String(options['handle_token']?.value)}`;
    const code = { take: 0, leave: 1, refuse: 2 }[this.next];
    if (code === 0) await writeFile(this.file, this.png);
    const results = code === 0 ? { uri: new Variant('s', `file://${encodeURI(this.file)}`) } : {};
    // Before the call returns, as a quick desktop may.
    const response = Message.newSignal(path, 'org.freedesktop.portal.Request', 'Response', 'ua{sv}', [code, results]);
    response.destination = this.caller;
    this.bus.send(response);
    return path;
  }
  caller = '';
}
ScreenshotPortal.configureMembers({ methods: { Screenshot: { inSignature: 'sa{sv}', outSignature: 'o' } } });

/** Exports the portal; the caller asks for its name and gives it back. */
export function exportPortal(bus: MessageBus, file: string, png: Uint8Array): ScreenshotPortal {
  const portal = new ScreenshotPortal(bus, file, png);
  bus.on('message', (message: Message) => {
    if (message.type === MessageType.METHOD_CALL && message.member === 'Screenshot')
      portal.caller = message.sender ?? '';
  });
  bus.export(portalPath, portal);
  return portal;
}
