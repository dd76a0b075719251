// Chromium resolves the system's proxies, its PAC file and the environment.
import { session } from 'electron';
import { direct, routeOfPac, type Route } from '../../core/model/proxy-route';

/** A PAC file that cannot be fetched would delay a link for longer. */
const limitMs = 10_000;

/** Only once Electron is ready. Loopback is reached directly, unless the user's own list says otherwise: Chromium's rule. */
export async function systemProxyOf(url: string): Promise<Route> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Route>((resolve) => {
    timer = setTimeout(() => resolve(direct), limitMs);
  });
  try {
    return await Promise.race([session.defaultSession.resolveProxy(url).then(routeOfPac), late]);
  } finally {
    clearTimeout(timer);
  }
}
