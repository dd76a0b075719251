// Electron grants whatever nobody refuses. Every permission its documentation names is refused by the packaged app, asked of its
// handlers and tried by its page.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './kept-app';

/** As the types of the Electron that ships name them. */
function documentedPermissions(): readonly string[] {
  const types = readFileSync(
    join(import.meta.dirname, '..', '..', 'node_modules', 'electron', 'electron.d.ts'),
    'utf8',
  );
  const unions = Array.from(
    types.matchAll(/setPermission(?:Check|Request)Handler\(handler: \(\([^:]+: [^:]+, permission: ([^,]+),/g),
  );
  return [...new Set(unions.flatMap(([, union = '']) => union.split('|').map((name) => name.trim().slice(1, -1))))];
}

/** As Chromium 130 and newer name them to pages. */
const queried =
  'accelerometer ambient-light-sensor background-fetch background-sync camera captured-surface-control clipboard-read clipboard-write ' +
  'display-capture fullscreen geolocation gyroscope idle-detection keyboard-lock local-fonts local-network-access magnetometer microphone ' +
  'midi nfc notifications payment-handler periodic-background-sync persistent-storage pointer-lock screen-wake-lock speaker-selection ' +
  'storage-access system-wake-lock top-level-storage-access web-app-installation web-printing window-management';

test('every documented permission is refused by both handlers, and no device or screen is given', async ({ app }) => {
  const names = documentedPermissions();
  expect(names.length).toBeGreaterThan(40);
  const granted = await app.evaluate(async ({ app, webContents }, all) => {
    type Handlers = Record<string, (...args: readonly unknown[]) => unknown>;
    const handlers: Handlers = {};
    const session = new Proxy(
      {},
      { get: (_target, method) => (handler: Handlers[string]) => void (handlers[String(method)] = handler) },
    );
    app.emit('session-created', session);
    const yes: string[] = [];
    for (const name of all) {
      if (handlers['setPermissionCheckHandler']?.(null, name, 'mayfly-app://window', {}) !== false)
        yes.push(`check ${name}`);
      const decided = await new Promise(
        (decide) => void handlers['setPermissionRequestHandler']?.(null, name, decide, {}),
      );
      if (decided !== false) yes.push(`request ${name}`);
    }
    for (const deviceType of ['hid', 'serial', 'usb'])
      if (handlers['setDevicePermissionHandler']?.({ deviceType, origin: 'mayfly-app://window', device: {} }) !== false)
        yes.push(deviceType);
    const stream = await new Promise((decide) => void handlers['setDisplayMediaRequestHandler']?.({}, decide));
    if (stream !== null) yes.push('display media');
    let prevented = false;
    const event = { preventDefault: () => void (prevented = true) };
    const [contents] = webContents.getAllWebContents();
    const certificate = await new Promise(
      (choose) => void app.emit('select-client-certificate', event, contents, 'https://x.example', [{}], choose),
    );
    if (!prevented || certificate !== undefined) yes.push('client certificate');
    return yes;
  }, names);
  expect(granted).toEqual([]);
});

test('the page is refused whatever it asks for, with a click behind it or without', async ({ page }) => {
  const devtools = await page.context().newCDPSession(page);
  const tryAll = async (names: string) => {
    const states = await Promise.all(
      names.split(' ').map((name) =>
        navigator.permissions.query({ name: name as PermissionName }).then(
          ({ state }) => `${name}: ${state}`,
          () => `${name}: unknown`,
        ),
      ),
    );
    type Call = (options?: unknown) => Promise<unknown>;
    const of = (owner: string) => (navigator as unknown as Record<string, Record<string, Call>>)[owner];
    const inWindow = window as unknown as Record<string, Call> & { IdleDetector?: { requestPermission: Call } };
    const tries: Record<string, () => unknown> = {
      geolocation: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
      microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
      screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
      clipboard: () => navigator.clipboard.readText(),
      pictures: () => navigator.clipboard.read(),
      write: () => navigator.clipboard.writeText('x'),
      midi: () => navigator.requestMIDIAccess({ sysex: true }),
      awake: () => navigator.wakeLock.request('screen'),
      storage: async () => (await navigator.storage.persist()) || Promise.reject(new Error('no')),
      access: () => document.requestStorageAccess(),
      fonts: () => inWindow['queryLocalFonts']?.(),
      screens: () => inWindow['getScreenDetails']?.(),
      usb: () => of('usb')?.['requestDevice']?.({ filters: [] }),
      serial: () => of('serial')?.['requestPort']?.(),
      hid: async () =>
        (((await of('hid')?.['requestDevice']?.({ filters: [] })) ?? []) as readonly unknown[]).length ||
        Promise.reject(new Error('no')),
      bluetooth: () => of('bluetooth')?.['requestDevice']?.({ acceptAllDevices: true }),
      keyboard: () => of('keyboard')?.['lock']?.(['Escape']),
      idle: async () =>
        (await inWindow.IdleDetector?.requestPermission()) === 'granted' ? true : Promise.reject(new Error('no')),
      notification: async () =>
        (await Notification.requestPermission()) === 'granted' ? true : Promise.reject(new Error('no')),
      pointer: () => document.body.requestPointerLock(),
      fullscreen: () => document.documentElement.requestFullscreen(),
    };
    const granted: string[] = [];
    await Promise.all(
      Object.entries(tries).map(async ([name, attempt]) => {
        try {
          const limit = new Promise((_resolve, reject) => setTimeout(() => reject(new Error('no answer')), 1_500));
          const result = await Promise.race([Promise.resolve(attempt()), limit]);
          // Without permission the list of fonts is empty rather than refused, and older Chromiums know less.
          if (result !== undefined && (!Array.isArray(result) || result.length > 0)) granted.push(name);
        } catch {
          // Refused, as it should be.
        }
      }),
    );
    if (document.pointerLockElement !== null) granted.push('pointer');
    if (document.fullscreenElement !== null) granted.push('fullscreen');
    return {
      states: states.filter((state) => !/: (denied|unknown)$/.test(state)),
      granted,
      notifications: Notification.permission,
    };
  };
  const expression = `(${tryAll.toString()})(${JSON.stringify(queried)})`;
  for (const userGesture of [false, true]) {
    const { result } = await devtools.send('Runtime.evaluate', {
      expression,
      userGesture,
      awaitPromise: true,
      returnByValue: true,
    });
    expect(result.value, userGesture ? 'after a click' : 'unasked').toEqual({
      states: [],
      granted: [],
      notifications: 'denied',
    });
  }
});
