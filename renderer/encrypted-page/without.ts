// "Open with other programs": what a reader needs to open the files with other programs, built from what was unlocked.
import { button, element, icon } from '../page/element';
import { savedPaths } from '../share-page/saved-paths';
import { commandName, fileCommands, quoted } from './commands';
import { manifestCommand } from './manifest-command';
import type { Manifest } from './manifest';
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

export function withoutPage(
  { identity, entries }: Manifest,
  needsPassword: boolean,
  words: OwnWords['without'],
): HTMLElement {
  const details = element('details', { class: 'without' }, element('summary', {}, icon('open'), words.title));
  details.addEventListener('toggle', () => {
    // A thousand commands are written when somebody looks.
    if (!details.open || details.childElementCount > 1) return;
    const paths = savedPaths(entries, commandName);
    const files = entries.map((entry) => ({
      path: paths.get(entry) ?? String(entry.index),
      url: new URL(entry.href, location.href).href,
    }));
    const link = quoted(location.origin + location.pathname + location.search);
    details.append(
      element('p', {}, words.text),
      copyable(fileCommands(identity, files, words.notSaved), words.files, words.copy),
      element('p', {}, needsPassword ? words.keyPassword : words.keyLink),
      copyable(manifestCommand(link), words.key, words.copy),
    );
  });
  return details;
}
