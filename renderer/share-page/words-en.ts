// Why this exists: every word of the page in English; its shape is the shape of every other language.

const plural = new Intl.PluralRules('en');
const number = new Intl.NumberFormat('en');

const count = (n: number, one: string, other: string): string =>
  `${number.format(n)} ${plural.select(n) === 'one' ? one : other}`;

export const english = {
  files: (n: number) => count(n, 'file', 'files'),
  listLabel: 'Files',
  kinds: {
    image: 'Image',
    video: 'Video',
    audio: 'Audio',
    archive: 'Archive',
    sheet: 'Spreadsheet',
    code: 'Source text',
    text: 'Document',
    other: 'File',
  },
  left: (duration: string) => `${duration} left`,
  until: (clock: string) => `Available until ${clock}`,
  zone: 'in your time zone',
  lifeLabel: 'Time left',
  download: 'Download',
  downloadNamed: (name: string) => `Download ${name}`,
  downloadAll: 'Download all',
  saveIn: 'Save in a folder',
  stop: 'Stop',
  preview: (name: string) => `Preview ${name}`,
  started: 'Download started',
  saved: 'Saved',
  missing: 'No longer there',
  run: {
    progress: (done: number, all: number) => `Download ${number.format(done)} of ${number.format(all)}`,
    done: (n: number) =>
      n === 1 ? 'The download has started.' : `All ${count(n, 'download has', 'downloads have')} started.`,
    stopped: (done: number, all: number) => `Stopped after ${number.format(done)} of ${count(all, 'file', 'files')}.`,
    missing: (n: number) => `${count(n, 'file is', 'files are')} no longer there.`,
    saving: (done: number, all: number) => `Saving ${number.format(done)} of ${number.format(all)}`,
    saved: (n: number) => `${count(n, 'file is', 'files are')} saved.`,
    failed: (n: number) =>
      `${count(n, 'file', 'files')} could not be saved there: download ${n === 1 ? 'it' : 'them'} from the list.`,
    hint: 'Your browser may ask whether this page may save several files. Allow it.',
  },
  expired: {
    title: 'This link has ended',
    text: (clock: string) => `It ended ${clock}. Ask the sender for a new one.`,
  },
  withdrawn: {
    title: 'These files were taken back',
    text: 'The sender has withdrawn them, so they can no longer be downloaded.',
  },
  offline: {
    title: 'The files cannot be reached',
    text: 'You seem to be offline. Downloads work again when the connection is back.',
    again: 'Try again',
  },
  filter: 'Find a file',
  noMatch: 'No file has that in its name.',
  range: (first: number, last: number, all: number) =>
    `${number.format(first)}–${number.format(last)} of ${count(all, 'file', 'files')}`,
  pages: 'Pages of the list',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  checksums: 'Show checksums (SHA-256)',
  viewer: {
    label: 'Preview',
    close: 'Close preview',
    previous: 'Previous file',
    next: 'Next file',
    loading: 'Loading…',
    cut: (bytes: string) => `This is the beginning: the first ${bytes}. Download the file to read all of it.`,
    empty: 'This file is empty.',
    failed: 'This file cannot be shown here. Download it to open it.',
    tooLarge: (bytes: string) => `At ${bytes} this picture is too large to show here. Download it to open it.`,
    gone: 'This file is no longer there.',
    unreachable: 'This file cannot be reached right now.',
  },
  footer: [
    'Sent with Mayfly. The files come straight from the sender’s own storage.',
    'This page stores nothing and tells nobody that you were here. Open only files you expected.',
  ],
} as const;
