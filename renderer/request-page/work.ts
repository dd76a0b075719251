// What the guest works with: the place to drop files, the list, name and note, and the button that sends.
import { acceptOf } from '../guest/choosing/allowed';
import { createBegun } from './begun-list';
import { dropped, picked } from './dropped';
import { button, element, icon } from '../page/element';
import { createFileRow, type FileRow } from './file-row';
import { mostNote, mostSender } from '../guest/manifest';
import { inOrder, type ChosenFile } from '../guest/choosing/chosen-file';
import type { Item } from '../guest/item';
import type { Presence } from '../guest/presence';
import type { Queue } from '../guest/queue';
import type { Request } from '../guest/request';
import { createTotal } from './total';
import type { Language } from './words';

export function createWork(request: Request, queue: Queue, language: Language, presence: () => Presence | undefined) {
  const { words } = language;
  const add = (files: readonly ChosenFile[]) => {
    if (files.length > 0) void queue.add(inOrder(files));
  };

  const pick = (isFolder: boolean) => {
    const input = element('input', { type: 'file', multiple: '', hidden: '' });
    const accept = acceptOf[request.limits.types];
    if (accept !== '' && !isFolder) input.accept = accept;
    if (isFolder) input.webkitdirectory = true;
    input.addEventListener('change', () => {
      add(picked(input.files ?? []));
      // The same file can be chosen again.
      input.value = '';
    });
    return input;
  };
  const files = pick(false);
  const folder = pick(true);
  const choose = button({ look: 'primary', text: words.choose, onPress: () => files.click() });
  const chooseFolder = button({
    look: 'plain',
    icon: 'folder',
    text: words.chooseFolder,
    onPress: () => folder.click(),
  });
  // Telephones have no folders to choose, and say that they do.
  chooseFolder.hidden = !('webkitdirectory' in folder) || matchMedia('(pointer: coarse)').matches;
  const zone = element(
    'section',
    { class: 'drop', 'aria-label': words.drop },
    icon('drop'),
    element('p', { class: 'big', 'aria-hidden': 'true' }, words.drop),
    element('div', { class: 'choices' }, choose, chooseFolder, files, folder),
  );

  let isAllowed = true;
  let over = 0;
  const lit = () => zone.classList.toggle('lit', over > 0 && isAllowed);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  // Anywhere: a file that misses the zone would replace the page.
  for (const [type, by] of [
    ['dragenter', 1],
    ['dragleave', -1],
  ] as const) {
    addEventListener(type, (event) => {
      if (!hasFiles(event)) return;
      over = Math.max(0, over + by);
      lit();
    });
  }
  addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = isAllowed ? 'copy' : 'none';
  });
  addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over = 0;
    lit();
    if (isAllowed && event.dataTransfer !== null) void dropped(event.dataTransfer).then(add);
  });

  const sender = element('input', { type: 'text', id: 'sender', maxlength: String(mostSender), autocomplete: 'name' });
  const note = element('textarea', { id: 'note', rows: '1', maxlength: String(mostNote) });
  const fields = element(
    'div',
    { class: 'fields' },
    element('div', {}, element('label', { for: 'sender' }, words.sender), sender),
    element('div', {}, element('label', { for: 'note' }, words.note), note),
    element('p', { class: 'hint' }, words.optional),
  );

  const list = element('ul', { class: 'list', 'aria-label': words.listLabel });
  const begun = createBegun(queue, language);
  const rows = new Map<Item, FileRow>();
  const total = createTotal(queue, language, presence, () => queue.start({ sender: sender.value, note: note.value }));

  const refresh = (item?: Item) => {
    if (item === undefined) {
      const items = queue.items();
      for (const [known, row] of rows) {
        if (items.includes(known)) continue;
        const next = row.element.nextElementSibling ?? row.element.previousElementSibling;
        const held = row.element.contains(document.activeElement);
        row.element.remove();
        rows.delete(known);
        // The keyboard's place goes to the next file, or to where there is one to choose.
        if (held) (next?.querySelector('button') ?? choose).focus();
      }
      for (const added of items) {
        const known = rows.get(added);
        if (known !== undefined) {
          known.refresh();
          continue;
        }
        const row = createFileRow(added, queue, language, request.limits.types, presence);
        rows.set(added, row);
        list.append(row.element);
      }
    } else rows.get(item)?.refresh();
    const any = rows.size > 0;
    list.hidden = !any;
    begun.refresh(isAllowed);
    const open = queue.items().some(({ state }) => state !== 'received' && state !== 'refused');
    // Once they were sent with the files they say nothing more.
    fields.hidden = !open || !isAllowed || queue.mode() !== 'idle';
    zone.classList.toggle('small', any);
    choose.className = `button ${any ? 'plain' : 'primary'}`;
    total.refresh();
  };
  refresh();

  return {
    elements: [begun.element, zone, fields, list, total.element],
    refresh,
    /** Files can be added: the request is neither over nor done. */
    allow(allowed: boolean) {
      isAllowed = allowed;
      zone.hidden = !allowed;
      total.allow(allowed);
      refresh();
    },
  };
}

export type Work = ReturnType<typeof createWork>;
