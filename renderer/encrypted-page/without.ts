// "Open with other programs": what a reader needs to open the files with other programs, built from what was unlocked.
import { button, element, icon } from '../page/element';
import { savedPaths } from '../share-page/saved-paths';
import { commandName, fileCommands, quoted } from './commands';
import { manifestCommand } from './manifest-command';
import type { Entry } from '../share-page/share';
import type { OwnWords } from './words';

function copyable(text: string, label: string, copy: string): HTMLElement {
  const shown = element('pre', { tabindex: '0', 'aria-label': label }, text);
  const press = () => {
    // Works over plain HTTP as well, and shows what was copied.
    getSelection()?.selectAllChildren(shown);
    document.execCommand('copy');
  };
  return element('div', { class: 'copyable' }, shown, button({ look: 'plain', text: copy, onPress: press }));
}

/** `offered`: the files that can be had when it is opened. */
export function withoutPage(
  identity: string,
  offered: () => readonly Entry[],
  needsPassword: boolean,
  words: OwnWords['without'],
): HTMLElement {
  const summary = element('summary', {}, icon('next'), words.title);
  const details = element('details', { class: 'without' }, summary);
  details.addEventListener('toggle', () => {
    // A thousand commands are written when somebody looks, for what is there then.
    if (!details.open) return;
    const entries = offered();
    const paths = savedPaths(entries, commandName);
    const files = entries.map((entry) => ({
      path: paths.get(entry) ?? String(entry.index),
      url: new URL(entry.href, location.href).href,
    }));
    const link = quoted(location.origin + location.pathname + location.search);
    for (const old of Array.from(details.children).slice(1)) old.remove();
    details.append(
      element('p', {}, words.text),
      copyable(fileCommands(identity, files, words.notSaved), words.files, words.copy),
      element('p', {}, needsPassword ? words.keyPassword : words.keyLink),
      copyable(manifestCommand(link), words.key, words.copy),
    );
  });
  return details;
}
