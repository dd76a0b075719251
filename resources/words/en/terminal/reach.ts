// `--nearby` in the terminal: the texts in English.

export const onNetwork = {
  opens: 'links open on this network while this command runs.',
  firewall: 'the firewall {{name}} may keep others away; if a link does not open: {{command}}',
  vpn: 'the VPN “{{name}}” takes everything that this computer sends; if a link does not open, let it leave out the local network.',
} as const;
