// The reasons in failures of devices nearby: the texts in English.

export const deviceReasons = {
  pinShape: 'a PIN has 4 to 32 letters and digits',
  tooManyForDevice: 'a device takes at most 10,000 files at once',
} as const;
