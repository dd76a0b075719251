// The bucket on this computer in its network: the texts in English.

export const reach = {
  switch: 'Open on this network',
  hint: 'People on this Wi-Fi can then open your links while this computer is on.',
  title: 'Open on this network?',
  lead: 'People on this Wi-Fi can open the link while this computer is on. Without the link they find nothing, and no file leaves this network.',
  encrypted:
    'Others can read along on a network, so what you share is encrypted. Somebody who can change what is sent there could change the page too: use it among people you trust.',
  stays: 'It stays on in other networks that you join, until you switch it off.',
  asks: {
    mac: 'macOS may ask whether Mayfly may find devices on your network. Allow it, or nobody else can open your links.',
    windows: 'Windows may ask whether Mayfly may use this network. Allow it, or nobody else can open your links.',
  },
  confirm: 'Open on this network',
  busy: 'Opening…',
  offered: 'This network…',
  on: 'This network',
  here: 'This computer only',
  opensAt: 'Links open at {{address}} while this computer is on.',
  looking: 'Looking for the address of this computer…',
  obstacles: {
    noNetwork: 'This computer is in no network. Until it is, links open on this computer only.',
    notListening: 'Another program has port {{port}} on this network, so links open on this computer only.',
    vpn: 'The VPN “{{name}}” takes everything that this computer sends. If links do not open, let it leave out the local network, or pause it.',
    firewall: 'The firewall {{name}} may keep others away. If links do not open, run this in a terminal:',
    firewallIn: 'The firewall {{name}} may keep others away. If the link does not open, run {{command}} in a terminal.',
  },
  addresses: 'Where it opens',
  of: '{{name}}: {{addresses}}',
  kinds: {
    inside: 'Programs and virtual machines of this computer.',
    vpn: 'People in this VPN can then open your links too.',
    public: 'A public address: people anywhere may reach it.',
  },
  publicTitle: 'Open at a public address?',
  publicText:
    'People anywhere on the internet can then open your links at {{address}}, unless a firewall keeps them away. Nobody finds anything without a link.',
  publicConfirm: 'Open there',
} as const;
