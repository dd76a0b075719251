// Listens for files dropped anywhere in the window and pasted outside text fields; needs no rendered component.
import { isDraggingOut } from './dragging';
import { writes } from '../keyboard/window-keys';

const holdsFiles = (event: DragEvent): boolean =>
  !isDraggingOut() && (event.dataTransfer?.types.includes('Files') ?? false);

/** Number of dragged files: before the drop the browser hides their names, not their number. */
const countOf = ({ dataTransfer }: DragEvent): number =>
  Math.max(1, [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file').length);

/** Listens on the whole window; `onHovering` gets the number of dragged files and folders. Returns the function that ends it. */
export function listenForDrops(
  onFiles: (files: readonly File[]) => void,
  onHovering: (count: number) => void = () => undefined,
): () => void {
  // Every element under the pointer sends its own enter and leave; only their balance shows whether files are over the window.
  let depth = 0;
  const enter = (event: DragEvent) => {
    event.preventDefault();
    if (!holdsFiles(event)) return;
    depth += 1;
    onHovering(countOf(event));
  };
  const over = (event: DragEvent) => {
    // Cancels every drop, or Chromium would open a dropped link.
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = holdsFiles(event) ? 'copy' : 'none';
  };
  const leave = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) onHovering(0);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    depth = 0;
    onHovering(0);
    const files = holdsFiles(event) ? [...(event.dataTransfer?.files ?? [])] : [];
    if (files.length > 0) onFiles(files);
  };
  window.addEventListener('dragenter', enter);
  window.addEventListener('dragover', over);
  window.addEventListener('dragleave', leave);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragenter', enter);
    window.removeEventListener('dragover', over);
    window.removeEventListener('dragleave', leave);
    window.removeEventListener('drop', drop);
  };
}

/**
 * Listens for pastes outside text fields. Text, and a picture from a screenshot tool, have no file on disk: `onOther` must read them from
 * the system's clipboard. The engine calls such a picture `image.png` and gives it no path. Gives the function that ends it.
 */
export function listenForPaste(onFiles: (files: readonly File[]) => void, onOther: () => void): () => void {
  const paste = (event: ClipboardEvent) => {
    if (writes(event.target)) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const types = event.clipboardData?.types ?? [];
    const [first] = files;
    if (first === undefined && !types.includes('text/plain')) return;
    event.preventDefault();
    const isPicture = files.length === 1 && first?.name === 'image.png' && !types.includes('text/uri-list');
    if (first === undefined || isPicture) onOther();
    else onFiles(files);
  };
  window.addEventListener('paste', paste);
  return () => window.removeEventListener('paste', paste);
}
