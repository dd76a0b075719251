// Where devices find this computer: at the addresses that its owner chose, and nowhere in a VPN or on the internet unless they did.
import { expect, test } from 'vitest';
import { chosenAddresses } from '../../../main/core/devices/chosen-addresses';
import { emptyState, settingsAre } from '../../../main/core/state/rules/app-state';
import { createStore } from '../../../main/core/state/state';
import { createTestPorts } from '../../fakes/test-ports';

test('are the usual private ones, and what the owner chose', () => {
  const { ports } = createTestPorts({
    ownNetwork: {
      addresses: () => [
        { interfaceName: 'wg0', address: '10.8.0.2', family: 4 },
        { interfaceName: 'wlan0', address: '192.168.1.5', family: 4 },
        { interfaceName: 'docker0', address: '172.17.0.1', family: 4 },
        { interfaceName: 'eth1', address: '8.8.4.4', family: 4 },
        { interfaceName: 'wlan0', address: 'fe80::1', family: 6 },
      ],
      routed: async () => [],
      firewallBefore: async () => undefined,
    },
  });
  const store = createStore(emptyState);
  expect(chosenAddresses({ ports, store })).toEqual(['192.168.1.5', '172.17.0.1']);
  store.apply(settingsAre({ ...emptyState.settings, networkChoice: { docker0: false, wg0: true } }));
  expect(chosenAddresses({ ports, store })).toEqual(['192.168.1.5', '10.8.0.2']);
});
