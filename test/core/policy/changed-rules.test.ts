// Rules of the organisation that change while Mayfly runs: they hold for every connection from then on, and leave nothing behind.
import { expect, test } from 'vitest';
import type { PolicyRead } from '../../../main/core/model/policy/policy';
import { rejected } from '../../fakes/failing';
import { until } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

const start = startsApps();
const from = '/etc/mayfly/policy.json';

test('rules that come, change, are damaged and go are laid on connections, and on none that is saved', async () => {
  let read = { kind: 'none', from } as PolicyRead;
  let next: PolicyRead = read;
  const look = async () => {
    const isOther = next !== read;
    read = next;
    return isOther;
  };
  const { app, ports } = await start({ ports: { policy: { now: () => read, look } }, stays: true });
  const only = () => app.store.get().connections[0];
  const become = async (rules: PolicyRead) => {
    const before = only();
    next = rules;
    await until(() => only() !== before);
    return only();
  };
  expect(only()).not.toHaveProperty('organisation');
  const saved = ports.ledger.connections();

  const demanded = { encryption: 'demanded', longestLifetimeSeconds: 60, network: false } as const;
  expect(await become({ kind: 'holds', from, policy: demanded })).toMatchObject({
    encryption: 'demanded',
    organisation: { longestSeconds: 60, demandsEncryption: true },
  });
  expect((await rejected(app.openOnNetwork(true))).code).toBe('set-by-organisation');
  app.renameConnection(saved[0]?.id ?? '', 'Renamed');
  expect(await become({ kind: 'holds', from, policy: { allowedEndpoints: [] } })).toMatchObject({
    organisation: { refuses: { code: 'set-by-organisation' } },
  });
  expect(only()).not.toHaveProperty('encryption', 'demanded');
  expect(await become({ kind: 'unreadable', from, why: 'it is no file' })).toMatchObject({
    organisation: { refuses: { code: 'policy-unreadable' } },
  });
  expect(app.store.get().notices).toMatchObject([
    { content: { kind: 'failure', failure: { code: 'policy-unreadable' } } },
  ]);
  expect(await become({ kind: 'none', from })).not.toHaveProperty('organisation');
  expect(ports.ledger.connections()).toEqual(saved.map((one) => ({ ...one, name: 'Renamed' })));
});
