// The PIN of this computer: kept in the keychain alone, six digits of equal likelihood, and the one that devices are asked for.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { array, assert, property, uint8Array } from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createVault } from '../../../main/core/credentials/vault';
import { changePin, ownPin } from '../../../main/core/devices/own-pin';
import { pinOf } from '../../../main/core/devices/rules/own-pin';
import { isPin } from '../../../main/core/model/devices/pin-shape';
import { Failure } from '../../../main/core/model/failure';
import type { Ports } from '../../../main/core/ports/ports';
import { rejected } from '../../fakes/failing';
import { createTestPorts } from '../../fakes/test-ports';
import { nearbyDevice, type NearbyDevice } from '../../ports/nearby-device';

const of = (ports: Ports) => ({ ports, vault: createVault(ports), now: {} });

test('six digits, whatever the bytes; those that would favour some PINs are thrown away', () => {
  assert(
    property(array(uint8Array({ minLength: 4, maxLength: 4 })), (bytes) => {
      const given = [...bytes, Uint8Array.of(0, 0, 0, 7)];
      const pin = pinOf(() => given.shift() ?? new Uint8Array(4));
      expect([isPin(pin), /^\d{6}$/.test(pin)]).toEqual([true, true]);
    }),
  );
  const last = [Uint8Array.of(255, 255, 255, 255), Uint8Array.of(0, 15, 66, 63)];
  expect(pinOf(() => last.shift() ?? new Uint8Array(4))).toBe('999999');
});

test('is the same after a restart, lies in the keychain alone, and another one takes its place', async () => {
  const { ports, log } = createTestPorts();
  const { pin, isKept } = await ownPin(of(ports));
  expect(isKept).toBe(true);
  expect((await ownPin(of(ports))).pin).toBe(pin);
  const other = await changePin(of(ports));
  expect(other.pin).not.toBe(pin);
  expect(await ownPin(of(ports))).toEqual(other);
  const names = ['settings', 'nearby-pin', 'nearby-certificate'];
  expect(JSON.stringify([names.map((name) => ports.ledger.value(name)), log])).not.toContain(other.pin);
});

test('without a keychain lasts as long as the process, and a locked keychain keeps its own', async () => {
  const { ports, secrets } = createTestPorts();
  const kept = await ownPin(of(ports));
  const locked = () => Promise.reject(new Failure('keychain-locked'));
  const context = of({ ...ports, secrets: { ...secrets, get: locked, set: locked } });
  const made = await ownPin(context);
  expect([made.isKept, made.pin === kept.pin]).toEqual([false, false]);
  expect(await ownPin(context)).toBe(made);
  expect(await ownPin(of(ports))).toEqual(kept);
});

describe('of the window', () => {
  const running: NearbyDevice[] = [];
  afterEach(() => Promise.all(running.splice(0).map((one) => one.stop())));

  test('is asked for from the moment that it is switched on; too many wrong ones are said, and a new PIN lets devices try again', async () => {
    const [window, phone] = [await nearbyDevice(), await nearbyDevice()];
    running.push(window, phone);
    await window.start();
    const path = join(phone.folder, '..', 'a.txt');
    await writeFile(path, 'a');
    const send = (pin?: string) =>
      phone.devices.sendToDevice({
        to: { host: '127.0.0.1', port: window.port() },
        paths: [path],
        ...(pin && { pin }),
      });
    await send();
    const { pin } = await window.devices.ownPin();
    await window.devices.requirePin(pin);
    expect((await rejected(send())).code).toBe('device-pin-needed');
    await send(pin);
    for (const wrong of ['0', '1', '2']) await rejected(send(wrong));
    expect((await rejected(send(pin))).code).toBe('device-pin-locked');
    const other = await window.devices.changePin();
    await window.devices.requirePin(other.pin);
    await send(other.pin);
    expect(await readFile(join(window.folder, 'a (3).txt'), 'utf8')).toBe('a');
    await window.devices.requirePin(undefined);
    await send();
    expect(window.store.get().nearby.serving?.hasPin).toBe(false);
  });

  test('too many wrong ones stay too many when the addresses of this computer change, which others in the network can make them do', async () => {
    const [window, phone] = [await nearbyDevice(), await nearbyDevice()];
    running.push(window, phone);
    const path = join(phone.folder, '..', 'a.txt');
    await writeFile(path, 'a');
    const send = (pin: string) =>
      phone.devices.sendToDevice({ to: { host: '127.0.0.1', port: window.port() }, paths: [path], pin });
    await window.start({ pin: '123456' });
    for (const wrong of ['0', '1', '2']) await rejected(send(wrong));
    await window.start({ pin: '123456' });
    expect((await rejected(send('123456'))).code).toBe('device-pin-locked');
    await window.start({ pin: '654321' });
    await send('654321');
  });
});
