// Devices for tests: Mayfly's own on real sockets and folders, and one by hand that sends what releases 1.17 and 1.18 of the LocalSend app send.
import { generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArrivalFiles } from '../../main/adapters/files/arrival-files';
import { createFiles } from '../../main/adapters/files/files';
import { isAlive } from '../../main/adapters/files/processes';
import { createVault, type Vault } from '../../main/core/credentials/vault';
import { fingerprintOf, pemOf, selfSigned } from '../../main/core/devices/rules/certificate';
import { createDevices, type Devices, type StartOptions } from '../../main/core/devices/devices';
import type { DeviceIdentity } from '../../main/core/model/devices/device';
import { emptyState } from '../../main/core/state/rules/app-state';
import { createStore, createTell, type Store } from '../../main/core/state/state';
import { createTestPorts, type TestPorts } from '../fakes/test-ports';

export interface NearbyDevice extends TestPorts {
  readonly devices: Devices;
  readonly store: Store;
  /** Where received files are saved. */
  readonly folder: string;
  readonly port: () => number;
  start(options?: Partial<StartOptions>): Promise<void>;
  stop(): Promise<void>;
}

/** Keys take half a second each. */
let key: KeyObject | undefined;
const sharedKey = (): KeyObject => (key ??= generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey);

export function madeIdentity(privateKey = sharedKey()): DeviceIdentity {
  const options = { commonName: 'LocalSend User', serial: randomBytes(16), fromMs: Date.now() - 86_400_000 };
  const certificate = selfSigned(privateKey, { ...options, untilMs: Date.now() + 86_400_000 });
  return {
    certificate: pemOf(certificate),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: fingerprintOf(certificate),
  };
}

/** A certificate of its own for the key of all: making one takes half a second, which `own-identity.test.ts` does. */
async function keepKey({ ports }: TestPorts, vault: Vault): Promise<void> {
  const { certificate, privateKey } = madeIdentity();
  const der = (pem: string) => pem.replaceAll(/-----.*-----|\s/g, '');
  await vault.save('nearby-device', { accessKeyId: 'device', secretAccessKey: der(privateKey) }, 'keychain');
  ports.ledger.saveValue('nearby-certificate', der(certificate));
}

/** `parent`: of its folders. */
export async function nearbyDevice(
  shared: Parameters<typeof createTestPorts>[1] = {},
  parent = tmpdir(),
): Promise<NearbyDevice> {
  const home = await realpath(await mkdtemp(join(parent, 'mayfly-nearby-')));
  const folder = join(home, 'in');
  const twins = createTestPorts(
    {
      clock: Date.now,
      randomBytes: (length) => randomBytes(length),
      newId: randomUUID,
      arrivalFiles: createArrivalFiles(process.pid, isAlive),
      files: createFiles(),
    },
    shared,
  );
  const { ports } = twins;
  const vault = createVault(ports);
  if (shared.secrets === undefined) await keepKey(twins, vault);
  const store = createStore(emptyState);
  const { endDevices, ...devices } = createDevices({
    ports,
    store,
    tell: createTell(ports, store),
    vault,
  });
  return {
    ...twins,
    devices,
    store,
    folder,
    port: () => store.get().nearby.serving?.port ?? 0,
    start: (options) =>
      devices.startDevices({ addresses: ['127.0.0.1'], folder, alias: 'Mayfly', port: 0, accepts: 'all', ...options }),
    async stop() {
      await endDevices();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly json: unknown;
}

export interface ByHand {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Uint8Array | readonly (string | Uint8Array)[];
  /** Without a certificate where absent. */
  readonly identity?: DeviceIdentity;
  readonly scheme?: 'https' | 'http';
  /** An address of this computer that it comes from. */
  readonly from?: string;
  /** Ends the connection after the body, without its end. */
  readonly cutOff?: true;
  readonly signal?: AbortSignal;
}

/** One request, byte by byte as it is given: a list of bodies goes in chunks, without a length. */
export function askByHand(port: number, path: string, given: ByHand = {}): Promise<Answer> {
  const { method = 'POST', headers = {}, body = '', identity, scheme = 'https', from, cutOff, signal } = given;
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method,
      headers,
      ...(from && { localAddress: from }),
      ...(signal && { signal }),
    };
    const answered = (response: IncomingMessage) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString();
        resolve({ status: response.statusCode ?? 0, json: text === '' ? undefined : JSON.parse(text) });
      });
    };
    const tls = {
      agent: new Agent({ keepAlive: false }),
      rejectUnauthorized: false,
      ...(identity && { cert: identity.certificate, key: identity.privateKey }),
    };
    const request =
      scheme === 'https' ? httpsRequest({ ...options, ...tls }, answered) : httpRequest(options, answered);
    request.once('error', reject);
    if (typeof body === 'string' || body instanceof Uint8Array) {
      if (headers['content-length'] === undefined) request.setHeader('content-length', Buffer.byteLength(body));
      request.write(body);
    } else for (const piece of body) request.write(piece);
    if (cutOff === true) setTimeout(() => request.destroy(new Error('cut off')), 100);
    else request.end();
  });
}
