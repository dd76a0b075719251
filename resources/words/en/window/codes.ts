// The code of a link in the window: the texts in English.

export const codes = {
  show: 'Show code',
  title: 'Scan to open',
  alt: 'QR code of the link',
  save: 'Save picture…',
  until: 'Opens until {{clock}}.',
  reach: {
    private: 'Opens in this network only: the phone has to be in it.',
    loopback: 'Opens on this computer only. A phone that scans it opens nothing.',
  },
  secret: 'Whoever sees the code has the link.',
} as const;
