// Opens the manifest: at once by the link, or with the password that the reader enters.
import { button, byId, element, icon } from '../page/element';
import { Refusal } from '../page/age/refusal';
import { openManifest, passphraseOf, type Locked, type Manifest } from './manifest';
import type { OwnWords } from './words';

/** So that the page has shown what it says: the key of a password takes the page's time. A page out of view is not painted. */
const painted = () =>
  new Promise<void>((done) => {
    setTimeout(done, 100);
    requestAnimationFrame(() => setTimeout(done));
  });

/** `undefined` when the passphrase is another. Raises a refusal when what is stored is damaged. */
export function tryOpen(locked: Locked, passphrase: string): Manifest | undefined {
  try {
    return openManifest(locked, passphrase);
  } catch (error) {
    if (error instanceof Refusal && error.reason === 'no match') return undefined;
    throw error;
  }
}

export interface Opened {
  readonly manifest: Manifest;
  /** Opens those of later revisions of the page. */
  readonly passphrase: string;
}

const openWith = (locked: Locked, passphrase: string): Opened | undefined => {
  const manifest = tryOpen(locked, passphrase);
  return manifest && { manifest, passphrase };
};

/** Without a password: `undefined` when the secret is another. */
export const openByLink = (locked: Locked, secret: string): Opened | undefined =>
  openWith(locked, passphraseOf(secret, undefined));

/** Shows the form until a password opens the manifest. Raises a refusal when what is stored is damaged. */
export function openByPassword(locked: Locked, secret: string, words: OwnWords['lock']): Promise<Opened> {
  const place = byId('actions');
  const input = element('input', {
    type: 'password',
    id: 'password',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    'aria-describedby': 'lock-told',
  });
  const told = element('p', { class: 'told', id: 'lock-told', role: 'status' });
  const unlock = button({ look: 'primary', text: words.unlock, onPress: () => undefined });
  unlock.type = 'submit';
  const shown = element('input', { type: 'checkbox' });
  // No keyboard composes Korean or Japanese letters in a field of hidden ones.
  shown.addEventListener('change', () => (input.type = shown.checked ? 'text' : 'password'));
  const form = element(
    'form',
    { class: 'lock' },
    element('p', {}, words.needed),
    element('label', { for: 'password' }, words.password),
    element('div', { class: 'fields' }, input, unlock),
    element('label', { class: 'shown' }, shown, words.show),
    told,
  );
  place.replaceChildren(form);
  input.focus();
  input.addEventListener('input', () => {
    input.removeAttribute('aria-invalid');
    told.replaceChildren();
  });
  let isBusy = false;
  const refuse = (why: string) => {
    told.replaceChildren(icon('locked'), why);
    told.classList.add('gone');
    input.setAttribute('aria-invalid', 'true');
    input.focus();
    input.select();
  };
  return new Promise((resolve, reject) => {
    const attempt = async () => {
      if (input.value === '') {
        refuse(words.empty);
        return;
      }
      isBusy = true;
      told.textContent = words.unlocking;
      told.classList.remove('gone');
      form.setAttribute('aria-busy', 'true');
      await painted();
      const opened = openWith(locked, passphraseOf(secret, input.value));
      isBusy = false;
      form.removeAttribute('aria-busy');
      if (opened !== undefined) resolve(opened);
      else refuse(words.wrong);
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!isBusy) attempt().catch(reject);
    });
  });
}
