// The code of a link, in the terminal: the texts in English.

export const codes = {
  opensHere: 'the link opens on this computer only; a phone that scans the code opens nothing.',
  inNetwork: 'a phone opens it in this network only.',
  inWifi: 'a phone opens it in this network only; this computer is in the Wi-Fi “{{wifi}}”.',
} as const;
