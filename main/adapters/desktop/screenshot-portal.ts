// A Linux desktop gives programs a picture of the screen through its portal, which asks the person. A Wayland session has
// hardly another way. Source: XDG Desktop Portal, "org.freedesktop.portal.Screenshot" and "org.freedesktop.portal.Request".
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { ScreenArea } from '../../core/ports/desktop';
import type { BusObject } from '../../core/ports/session-bus';
import { openSessionBus } from './dbus-session';

const name = 'org.freedesktop.portal.Desktop';
const portal: BusObject = {
  destination: name,
  path: '/org/freedesktop/portal/desktop',
  interfaceName: 'org.freedesktop.portal.Screenshot',
};
const requestFace = 'org.freedesktop.portal.Request';

const answerMs = 10_000;
/** How long a person has for choosing. */
const choosingMs = 180_000;

const done = 0;
const left = 1;

/** A picture's path; `left`: the person cancelled; `none`: no portal took one. */
export type PortalAnswer = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'left' | 'none' };

function pathIn(results: unknown): string | undefined {
  const uri = (results as Readonly<Record<string, unknown>> | undefined)?.['uri'];
  try {
    return typeof uri === 'string' && uri.startsWith('file:///') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

function answerOf([code, results]: readonly unknown[]): PortalAnswer {
  const path = code === done ? pathIn(results) : undefined;
  if (path !== undefined) return { kind: 'file', path };
  return { kind: code === left ? 'left' : 'none' };
}

/** Never rejects. */
export async function screenshotByPortal(area: ScreenArea): Promise<PortalAnswer> {
  const none: PortalAnswer = { kind: 'none' };
  const bus = await openSessionBus(answerMs).catch(() => undefined);
  if (bus === undefined) return none;
  let timer: NodeJS.Timeout | undefined;
  try {
    const token = `mayfly_${randomBytes(8).toString('hex')}`;
    const sender = bus.ownName.slice(1).replaceAll('.', '_');
    // The response may come before the call returns. Its path is known beforehand; older portals return another one.
    let request = `/org/freedesktop/portal/desktop/request/${sender}/${token}`;
    const early: { path: string; body: readonly unknown[] }[] = [];
    let settle: (answer: PortalAnswer) => void = () => undefined;
    const answered = new Promise<PortalAnswer>((resolve) => {
      settle = resolve;
    });
    bus.onSignal(({ path, interfaceName, member, body }) => {
      if (interfaceName !== requestFace || member !== 'Response') return;
      if (path === request) settle(answerOf(body));
      else early.push({ path, body });
    });
    await bus.listen(`type='signal',sender='${name}',interface='${requestFace}',member='Response'`);
    const options = { handle_token: token, interactive: area === 'region' };
    const [handle] = await bus.call(portal, 'Screenshot', 'sa{sv}', ['', options]);
    if (typeof handle === 'string') request = handle;
    const before = early.find(({ path }) => path === request);
    if (before !== undefined) settle(answerOf(before.body));
    timer = setTimeout(() => settle({ kind: 'left' }), choosingMs);
    return await answered;
  } catch {
    return none;
  } finally {
    clearTimeout(timer);
    bus.close();
  }
}
