// Previews a picture, sound, video or text in a dialog; closing it frees the content.
import { shownName } from '../app/ui/display-name';
import type { Answer } from './answer';
import { button, element } from '../page/element';
import type { Delivery } from './delivery';
import { nameOf } from './file-row';
import { decodeText, previewOf, type Preview } from './preview-kind';
import type { Server } from './server';
import { fileName, type Entry } from './share';
import type { Language } from './words';

/** A picture is held in memory whole, and several times its size once it is drawn. */
const largestImageBytes = 48_000_000;
const mostTextBytes = 131_072;

export interface ViewerOptions {
  readonly server: Server;
  readonly language: Language;
  /** All files in the order of the list; those with a preview are leafed through. */
  readonly listed: () => readonly Entry[];
  readonly delivery: Delivery;
}

export function createViewer({ server, language, listed, delivery }: ViewerOptions) {
  const { words } = language;
  const stage = element('div', { class: 'stage' });
  const title = element('div', { class: 'title' });
  const place = element('span', { class: 'place' });
  const tools = element('div', { class: 'tools' });
  const dialog = element('dialog', { class: 'viewer', 'aria-label': words.viewer.label });
  const close = button({ look: 'quiet', icon: 'close', label: words.viewer.close, onPress: () => dialog.close() });
  const previous = button({ look: 'plain', icon: 'previous', label: words.viewer.previous, onPress: () => step(-1) });
  const next = button({ look: 'plain', icon: 'next', label: words.viewer.next, onPress: () => step(1) });
  dialog.append(element('header', {}, title, close), stage, element('footer', {}, previous, place, next, tools));
  let shown: Entry | undefined;
  /** Ends what the picture, sound or text before still loads, and gives its memory back. */
  let leave = new AbortController();

  const say = (text: string) => stage.replaceChildren(element('p', { class: 'note', role: 'status' }, text));
  const why = (answer: Answer): string => {
    if (answer === 'gone' || answer === 'expired') return words.viewer.gone;
    if (answer === 'damaged') return words.viewer.damaged;
    return answer === 'there' ? words.viewer.failed : words.viewer.unreachable;
  };

  const showImage = async (entry: Entry, type: string, signal: AbortSignal) => {
    if (entry.sizeBytes > largestImageBytes) {
      say(words.viewer.tooLarge({ bytes: language.bytes(entry.sizeBytes) }));
      return;
    }
    const { answer, bytes } = await server.read(entry, Math.max(1, entry.sizeBytes), signal);
    if (signal.aborted) return;
    if (bytes === undefined) {
      say(why(answer));
      return;
    }
    const url = URL.createObjectURL(new Blob([bytes], { type }));
    signal.addEventListener('abort', () => URL.revokeObjectURL(url));
    const picture = element('img', { src: url, alt: shownName(fileName(entry.path)) });
    picture.addEventListener('error', () => signal.aborted || say(words.viewer.failed));
    picture.addEventListener('load', () => stage.replaceChildren(picture));
  };

  const showMedia = async (entry: Entry, kind: 'audio' | 'video', signal: AbortSignal) => {
    const source = await delivery.source(entry, signal);
    if (signal.aborted) return;
    if (source?.src === undefined) {
      say(source === undefined ? words.viewer.tooLong({ bytes: language.bytes(entry.sizeBytes) }) : why(source.answer));
      return;
    }
    const media = element(kind, { controls: '', preload: 'metadata', src: source.src });
    media.addEventListener('error', () => signal.aborted || say(words.viewer.failed));
    signal.addEventListener('abort', () => {
      media.removeAttribute('src');
      media.load();
    });
    stage.replaceChildren(media);
  };

  const showText = async (entry: Entry, signal: AbortSignal) => {
    const { answer, bytes } = await server.read(entry, mostTextBytes, signal);
    if (signal.aborted) return;
    const text = bytes === undefined ? undefined : decodeText(bytes, entry.sizeBytes > mostTextBytes, language.code);
    if (text === undefined) say(why(answer));
    else if (text === '') say(words.viewer.empty);
    else {
      const page = element('pre', { tabindex: '0', dir: 'auto' }, text);
      stage.replaceChildren(page);
      if (entry.sizeBytes > mostTextBytes) {
        stage.append(element('p', { class: 'note' }, words.viewer.cut({ bytes: language.bytes(mostTextBytes) })));
      }
    }
  };

  const load = async (entry: Entry, preview: Preview, signal: AbortSignal) => {
    if (preview.kind === 'image') await showImage(entry, preview.type, signal);
    else if (preview.kind === 'text') await showText(entry, signal);
    else await showMedia(entry, preview.kind, signal);
  };

  const entries = () => listed().filter(previewOf);
  const show = (entry: Entry) => {
    leave.abort();
    leave = new AbortController();
    shown = entry;
    const all = entries();
    const index = all.indexOf(entry);
    for (const part of [previous, next, place]) part.hidden = all.length < 2;
    previous.disabled = index <= 0;
    next.disabled = all[index + 1] === undefined;
    place.textContent = `${listed().indexOf(entry) + 1} / ${listed().length}`;
    title.replaceChildren(nameOf(entry));
    tools.replaceChildren(delivery.control(entry, 'primary', true));
    say(words.viewer.loading);
    const preview = previewOf(entry);
    const { signal } = leave;
    // After closing, a failure is the abort itself.
    if (preview !== undefined) load(entry, preview, signal).catch(() => signal.aborted || say(words.viewer.failed));
  };
  const step = (by: number) => {
    const all = entries();
    const wanted = shown === undefined ? undefined : all[all.indexOf(shown) + by];
    if (wanted !== undefined) show(wanted);
  };

  dialog.addEventListener('keydown', (event) => {
    // Players and long text have their own use for these keys.
    if (event.target instanceof HTMLMediaElement || event.target instanceof HTMLPreElement) return;
    if (event.key === 'ArrowLeft') step(-1);
    if (event.key === 'ArrowRight') step(1);
  });
  dialog.addEventListener('click', (event) => {
    // The dialog itself is hit only outside its content.
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => {
    leave.abort();
    stage.replaceChildren();
  });
  document.body.append(dialog);

  return {
    open: (entry: Entry) => {
      dialog.showModal();
      show(entry);
    },
    close: () => dialog.close(),
  };
}
