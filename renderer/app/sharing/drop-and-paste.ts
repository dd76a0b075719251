// Listens for files and text dropped anywhere in the window and pasted outside text fields; needs no rendered component.
import { isDraggingOut } from './dragging';
import { writes } from '../keyboard/window-keys';

const textTypes = ['text/plain', 'text/uri-list'];

/** True for a field that takes the dragged text itself, without a share. */
const isForField = ({ target, dataTransfer }: DragEvent): boolean =>
  writes(target) && dataTransfer?.types.includes('Files') !== true;

/** A selection of this page is dragged: nothing to share. */
let draggingOwnText = false;

/** Its fields are the target of a text then, which may be a secret: one that misses them is refused. */
const isFormOpen = (): boolean => document.querySelector('form') !== null;

/** What a drop here would share. */
function held(event: DragEvent): 'files' | 'text' | undefined {
  const types = event.dataTransfer?.types ?? [];
  if (isDraggingOut()) return undefined;
  if (types.includes('Files')) return 'files';
  if (draggingOwnText) return undefined;
  return textTypes.some((type) => types.includes(type)) && !isFormOpen() ? 'text' : undefined;
}

/** A link may be draggable as a link only. */
const effectOf = ({ effectAllowed }: DataTransfer) => (effectAllowed === 'link' ? 'link' : 'copy');

/** Number of dragged files, 1 for a text: before the drop the browser hides their names, not their number. */
const countOf = ({ dataTransfer }: DragEvent): number =>
  Math.max(1, [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file').length);

/** The share whose row is under dragged files, where they can come to it. */
const shareUnder = ({ target }: DragEvent): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-grows]')?.dataset['grows'] : undefined;

/**
 * Listens on the whole window. `onText` learns only that there was a text: the preload script has read it. `onHovering` gets the number of
 * dragged items, and whether they are files; both it and `onFiles` get the ID of the share under them, where files can come to it. Returns the
 * function that ends it.
 */
export function listenForDrops(
  onFiles: (files: readonly File[], shareId?: string) => void,
  onText: () => void,
  onHovering: (count: number, areFiles: boolean, shareId?: string) => void = () => undefined,
): () => void {
  const enter = (event: DragEvent) => {
    event.preventDefault();
    if (held(event) === undefined) return;
    onHovering(isForField(event) ? 0 : countOf(event), held(event) === 'files', shareUnder(event));
  };
  const over = (event: DragEvent) => {
    if (isForField(event)) return;
    // Cancels every drop, or Chromium would open a dropped link.
    event.preventDefault();
    if (event.dataTransfer === null) return;
    const what = held(event);
    event.dataTransfer.dropEffect = what === undefined ? 'none' : effectOf(event.dataTransfer);
    if (what === 'files') onHovering(countOf(event), true, shareUnder(event));
  };
  // Every element under the pointer sends its own, which names the next one; a row that went away meanwhile sends none.
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null) onHovering(0, false);
  };
  const drop = (event: DragEvent) => {
    if (!isForField(event)) {
      event.preventDefault();
      const what = held(event);
      const files = what === 'files' ? [...(event.dataTransfer?.files ?? [])] : [];
      if (files.length > 0) onFiles(files, shareUnder(event));
      else if (what === 'text') onText();
    }
    // Last: what it draws would hold the files up.
    onHovering(0, false);
  };
  // A row that is dragged out cancels the drag of the page.
  const start = ({ defaultPrevented }: DragEvent) => {
    draggingOwnText = !defaultPrevented;
  };
  // A source that has left the page ends with no `dragend`.
  const end = () => {
    draggingOwnText = false;
  };
  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener('dragstart', start, { signal });
  window.addEventListener('dragend', end, { signal });
  window.addEventListener('pointerdown', end, { signal });
  window.addEventListener('dragenter', enter, { signal });
  window.addEventListener('dragover', over, { signal });
  window.addEventListener('dragleave', leave, { signal });
  window.addEventListener('drop', drop, { signal });
  return () => listening.abort();
}

/**
 * Listens for pastes outside text fields. Text, and a picture from a screenshot tool, have no file on disk: `onOther` must read them from
 * the system's clipboard, and say where that holds nothing to share. The engine calls such a picture `image.png` and gives it no path. Under X11 a
 * middle click pastes the selection of any program; outside text fields it pastes nothing, or a click would share the clipboard. Gives the function
 * that ends it.
 */
export function listenForPaste(onFiles: (files: readonly File[]) => void, onOther: () => void): () => void {
  const paste = (event: ClipboardEvent) => {
    if (writes(event.target)) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const types = event.clipboardData?.types ?? [];
    const [first] = files;
    if (first === undefined && isFormOpen()) return;
    event.preventDefault();
    const isPicture = files.length === 1 && first?.name === 'image.png' && !types.includes('text/uri-list');
    if (first === undefined || isPicture) onOther();
    else onFiles(files);
  };
  const release = (event: MouseEvent) => {
    if (event.button === 1 && !writes(event.target)) event.preventDefault();
  };
  const listening = new AbortController();
  window.addEventListener('paste', paste, { signal: listening.signal });
  window.addEventListener('mouseup', release, { signal: listening.signal });
  return () => listening.abort();
}
