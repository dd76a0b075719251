// The only bridge between the page and the main process: one function per request of the contract. A dropped `File` becomes a path here, so the
// page never sees a path and cannot make one up.
import { contextBridge, ipcRenderer, webFrame, webUtils } from 'electron';
import type { Bridge, BridgeRequests } from './bridge';
import type { Channel, Input, documentTokenIssued, stateChanged } from './contract';

/** The keys of the contract's `requests`, put here by the build (electron.vite.config.ts): this script must stay small and loads no schema. */
declare const REQUEST_CHANNELS: readonly Channel[];

const stateEvent: typeof stateChanged = 'state:changed';

const documentTokenEvent: typeof documentTokenIssued = 'document-token:given';

/** Once it is there: a drop goes to main before the page draws what it changes. */
let known: string | undefined;

/** Never reaches the page, so that the page cannot name a file by its path even if it could send messages of its own. */
const documentToken = new Promise<string>((resolve) => {
  ipcRenderer.once(documentTokenEvent, (_event, token: string) => {
    known = token;
    resolve(token);
  });
});

const invoke = <C extends Channel>(channel: C, input?: Input<C>) => ipcRenderer.invoke(channel, input);

/** Empty for a `File` that a script made, or that another program offers without having stored it. */
function pathOf(file: File): string {
  try {
    return webUtils.getPathForFile(file);
  } catch {
    return '';
  }
}

function pathsOf(files: readonly File[]) {
  const found = files.map((file) => ({ name: file.name, path: pathOf(file) }));
  const lost = found.find(({ path }) => path === '');
  return { paths: found.map(({ path }) => path), lost };
}

const unstored = ({ name }: { readonly name: string }) =>
  invoke('files:share-unstored', { name: name.slice(0, 1_000) });

const shareFiles: BridgeRequests['files:share'] = async ({ files, options }) => {
  const { lost, paths } = pathsOf(files);
  if (lost !== undefined) return unstored(lost);
  return invoke('files:share', { paths, documentToken: known ?? (await documentToken), options });
};

const dropFiles: BridgeRequests['files:add'] = async ({ files, shareId }) => {
  const { lost, paths } = pathsOf(files);
  if (lost !== undefined) return unstored(lost);
  return invoke('files:add', { paths, documentToken: known ?? (await documentToken), shareId });
};

/** Read here, so that only what a person dropped is shared as such. A drop by a script is not trusted. */
let droppedText = '';
window.addEventListener(
  'drop',
  ({ isTrusted, dataTransfer }) => {
    if (!isTrusted || dataTransfer === null) return;
    droppedText = dataTransfer.getData('text/plain') || dataTransfer.getData('text/uri-list');
  },
  { capture: true },
);

const shareText: BridgeRequests['text:share'] = async ({ options }) => {
  const text = droppedText;
  droppedText = '';
  return invoke('text:share', { documentToken: await documentToken, text, options });
};

const onState: Bridge['onState'] = (listener) => {
  // The event object stays here: it carries a sender that the page must not get hold of.
  const forward = (_event: unknown, news: string) => listener(news);
  ipcRenderer.on(stateEvent, forward);
  return () => {
    ipcRenderer.removeListener(stateEvent, forward);
  };
};

const forwarded = REQUEST_CHANNELS.map((channel) => [channel, (input?: Input<Channel>) => invoke(channel, input)]);

/** By then the page has drawn its first view and read the code of its other screens. */
const atRestMs = 1_500;

// What a start leaves behind, garbage and what was read to draw once, is 7 MiB: Chromium would give half of it back, within a minute.
ipcRenderer.once(stateEvent, () => {
  setTimeout(() => requestIdleCallback(() => webFrame.clearCache()), atRestMs);
});

contextBridge.exposeInMainWorld('mayfly', {
  ...(Object.fromEntries(forwarded) as BridgeRequests),
  'files:share': shareFiles,
  'files:add': dropFiles,
  'text:share': shareText,
  onState,
} satisfies Bridge);
