// Failures of sending to devices nearby and receiving from them: the texts in English.

export const deviceFailures = {
  'nearby-unavailable': {
    message: 'Devices nearby cannot find this computer{{because}}.',
    next: 'Check that this computer is on a network, and try again.',
  },
  'device-not-found': {
    message: 'No device nearby is called “{{deviceName}}”.',
    bare: 'No such device is nearby.',
    next: 'Open LocalSend there, or enter its address, which LocalSend shows.',
    inTerminal: 'Open LocalSend there and run mayfly nearby --list, or pass its address to --to.',
  },
  'device-ambiguous': {
    message: 'Several devices nearby are called “{{deviceName}}”.',
    bare: 'Several devices nearby have that name.',
    next: 'Enter the address of the one that is meant.',
    inTerminal: 'Run mayfly nearby --list for their addresses, and pass one to --to.',
  },
  'device-unreachable': {
    message: '{{device}} does not answer{{because}}.',
    next: 'Check that LocalSend is open there, that both are on the same network, and that no firewall or VPN stands between them.',
  },
  'device-changed': {
    message:
      '{{device}} shows another certificate than before, or none, so it may be another device that took its name.',
    next: 'Enter the address that LocalSend shows on the device itself: that is trusted from then on.',
    inTerminal: 'Pass the address that LocalSend shows on the device itself to --to: that is trusted from then on.',
  },
  'device-declined': {
    message: '{{device}} declined the files.',
    next: 'Ask the person there to accept, and send again.',
  },
  'device-busy': {
    message: '{{device}} is receiving from somebody else.',
    next: 'Send again in a moment.',
  },
  'device-pin-needed': {
    message: '{{device}} asks for a PIN.',
    next: 'Enter the PIN that is set there.',
    inTerminal: 'Pass --pin-stdin, and type the PIN that is set there.',
  },
  'device-pin-wrong': {
    message: '{{device}} did not take the PIN.',
    next: 'Enter the PIN that is set there; after three wrong ones it takes none.',
  },
  'device-pin-locked': {
    message: '{{device}} takes no PIN any more after too many wrong ones.',
    next: 'Start LocalSend there anew, and send again.',
  },
  'device-failed': {
    message: '{{device}} could not take the files{{status}}.',
    next: 'Check the free space there, and send again.',
  },
  'device-cut-off': {
    message: '{{device}} ended it before everything was there; whole files stay there.',
    next: 'Send the rest again.',
  },
  'offer-gone': {
    message: 'Nobody offers these files any more.',
    next: 'Ask the person to send them again.',
  },
  'received-cut-off': {
    message: '{{file}} broke off before it was whole, so nothing of it was saved; whole files are in the folder.',
    next: 'Ask for it to be sent again.',
  },
  'pin-tries-over': {
    message: 'Too many wrong PINs were typed, so no device can send to this computer any more.',
    next: 'Make a new PIN in the settings, below “Ask for a PIN”.',
    inTerminal: 'Start the command again, with another PIN.',
  },
  'received-changed': {
    message: '{{file}} was changed since it came, so it stays where it is.',
    next: 'Show it in its folder and delete it there.',
  },
  'bin-unavailable': {
    message: '{{file}} could not be moved to the bin, so it stays where it is.',
    next: 'Show it in its folder and delete it there.',
  },
  'received-differs': {
    message: '{{file}} did not come as it was announced, so nothing of it was saved.',
    next: 'Ask for it to be sent again.',
  },
} as const;
