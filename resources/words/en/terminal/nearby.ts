// Devices nearby on the command line: the texts in English.

export const nearby = {
  columns: {
    address: 'ADDRESS',
    kind: 'KIND',
    name: 'NAME',
    received: 'RECEIVED',
    from: 'FROM',
    files: 'FILES',
    size: 'SIZE',
    folder: 'FOLDER',
  },
  fileCount_one: '{{count}} file',
  fileCount_other: '{{count}} files',
  nothingReceived: 'no device has sent anything yet.',
  found:
    'LocalSend finds this computer as “{{alias}}” at {{addresses}}, port {{port}}; files are saved in {{folder}}. Ctrl-C ends it.',
  notHeard: 'this network carries no announcements: type an address of this computer in LocalSend.',
  offered_one: '{{alias}} ({{address}}) offers {{count}} file, {{size}}: {{names}}',
  offered_other: '{{alias}} ({{address}}) offers {{count}} files, {{size}}: {{names}}',
  offeredText: '{{alias}} ({{address}}) sends a message of {{size}}.',
  more: '{{names}} and {{count}} more',
  ask: 'Take it? Type yes:',
  received_one: '{{count}} file from {{alias}}.',
  received_other: '{{count}} files from {{alias}}.',
  missing_one: '{{count}} file of {{alias}} did not come whole.',
  missing_other: '{{count}} files of {{alias}} did not come whole.',
  nobody: 'no device answered; open LocalSend there. One that is not found can be sent to by its address.',
  plain: '{{alias}} takes files by http: others in this network can read them on the way.',
  waits: 'waiting for {{alias}} to accept.',
  sent_one: 'sent {{count}} file, {{size}}, to {{alias}}.',
  sent_other: 'sent {{count}} files, {{size}}, to {{alias}}.',
  unwanted_one: '{{alias}} did not want {{count}} file.',
  unwanted_other: '{{alias}} did not want {{count}} files.',
  pin: 'PIN:',
} as const;

export const nearbyCommand =
  'be found by LocalSend and receive from phones and computers nearby, until interrupted; --list shows who is there, --received what came';

export const nearbyOptions = {
  nearbyTo: 'the folder to save in (default: Mayfly in your downloads)',
  toDevice: 'send to this device nearby by LocalSend, by its name or address; no link is made',
  deviceName: 'what others see (default: the name of this computer)',
  pin: 'senders have to type it: 4 to 32 letters and digits; programs of this computer can read it here',
  'pin-stdin': 'the PIN is a line of standard input',
  accept: 'take everything without asking',
  list: 'show the devices nearby and end',
  received: 'show what devices sent and end',
  listen: 'addresses of this computer, with commas between them (default: those chosen in the settings)',
  jsonReceived: 'one line of JSON per file or per session, or the devices as one array',
} as const;
