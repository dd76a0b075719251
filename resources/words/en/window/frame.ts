// The frame of the window: the texts in English.

export const app = {
  name: 'Mayfly',
  starting: 'Starting…',
  unreachable: 'The window cannot reach Mayfly.',
  unreachableNext: 'Quit Mayfly and start it again.',
} as const;

export const nav = {
  label: 'Main',
  shares: 'Shares',
  requests: 'Requests',
  connections: 'Connections',
  settings: 'Settings',
} as const;

export const keyboard = {
  title: 'Keyboard',
  open: 'Keyboard shortcuts',
  everywhere: 'In the window',
  inRow: 'In a row of a list',
  paste: 'Share what is on the clipboard',
  zoom: 'Larger, smaller, usual size',
  window: {
    shares: 'Shares',
    requests: 'Requests',
    connections: 'Connections',
    settings: 'Settings',
    choose: 'Choose files to share',
    search: 'Search the history',
    help: 'Show this list',
  },
  row: {
    next: 'Next row',
    previous: 'Previous row',
    copy: 'Copy link',
    revoke: 'Take the link back',
    more: 'More',
    remove: 'Remove an ended link from history',
  },
} as const;

export const common = {
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  dismissAll: 'Dismiss all',
  tryAgain: 'Try again',
  optional: 'optional',
  dataSafe: 'Your files are safe.',
  more_one: 'and {{count}} more',
  more_other: 'and {{count}} more',
} as const;

export const storageHint = {
  /** `connect` is the button. */
  line: '{{connect}} for links that open anywhere',
  connect: 'Connect storage',
  later: 'Not now',
} as const;

export const proposal = {
  title: 'Share this?',
  byLink: 'A link asks for it.',
  byDesktop: 'It was opened with Mayfly.',
  files: 'Files',
  more_one: 'and {{count}} more',
  more_other: 'and {{count}} more',
  clipboard: 'What is on your clipboard becomes a link. Mayfly has not read it yet.',
  choose: 'You choose the files.',
  unexpected: 'Any web page can make such a link. If you did not expect this, say no.',
  accept: 'Share',
  refuse: 'Not now',
} as const;

export const region = {
  title: 'Choose a part of the screen',
  size: '{{width}} × {{height}}',
  take: 'Share',
  hint: 'Drag over what you want to share. Arrow keys move the frame, with Ctrl they resize it, with Shift faster. Enter shares, Esc cancels.',
} as const;

export const desktop = {
  title: 'Desktop',
  shelfAtEdge: 'Open the shelf when something is dragged to the right edge of the screen',
  shelfAtEdgeHint: 'A narrow strip stays there, above all windows.',
  shelfNotHere: 'In a Wayland session windows cannot stand at the edge.',
  startAtLogin: 'Start when I log in',
  startHidden: 'Then only show the icon in the tray',
  staysInTray: 'Keep running in the tray when the window is closed',
  shortcut: 'Share the clipboard from anywhere',
  shortcutHint: 'Shares the files, picture or text on the clipboard.',
  shortcutRecord: 'Press the new keys…',
  shortcutWeak: 'Hold Ctrl, Alt or Super as well.',
  shortcutNone: 'No keys',
  shortcutOff: 'Turn off',
  shortcutTaken: 'Another program has {{keys}}. Choose other keys.',
  shortcutByHand:
    'This desktop gives keys to no program. Its keyboard settings can bind some to the command {{command}}.',
  shortcutAsked: 'In this session the desktop decides about {{keys}}; its own settings show what became of it.',
  fileManagers: '“Share with Mayfly” in file managers',
  fileManagersHint:
    'For Thunar (under Send To), GNOME Files (under Scripts), Dolphin, Nemo and PCManFM, for you alone.',
  finderHint: 'For Finder (under Quick Actions), for you alone.',
  deepLinks: 'Let links that begin with mayfly:// open Mayfly',
  deepLinksHint: 'They can show something or propose a share. Nothing is shared before you agree in this window.',
  noTray: 'This desktop shows no tray icons, so closing the window quits Mayfly.',
} as const;
