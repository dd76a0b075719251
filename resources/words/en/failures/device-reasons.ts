// The reasons in failures of devices nearby: the texts in English.

export const deviceReasons = {
  pinShape: 'a PIN has 4 to 32 letters and digits',
  tooManyForDevice: 'a device takes at most 10,000 files at once',
  listenOnAddress: '--listen takes addresses of this computer, with commas between them',
  pinEmpty: 'no PIN was typed',
  nobodyToAccept: 'nobody can be asked here: pass --accept, or run it in a terminal',
  toTwice: '--to sends to a device and makes no link, so it excludes what is about links',
  toNeedsFile: 'a device takes files and folders; save what comes on standard input first',
  toOnlyFiles: 'a device takes files and folders; choose another place for texts and pictures',
  pinNeedsDevice: '--pin-stdin needs --to',
} as const;
