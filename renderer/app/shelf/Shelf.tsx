// The shelf: the same page as a small place above all windows, to drop things on and to see their links copied.
import { Camera, ClipboardPaste, Maximize2, X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { AppView } from '../../../preload/views/views';
import { useLocalNotices } from '../state/run-action';
import { request } from '../state/bridge';
import { Button, IconButton } from '../ui/Button';
import { MayflySign } from '../ui/Mayfly';
import { SwitchField } from '../ui/SwitchField';
import { ShelfNews } from './ShelfNews';
import { encryptionWords } from '../sharing/encryption-words';
import { destinationOf, encryptionOf, noDraft, optionsOf } from '../sharing/share-options';
import styles from './shelf.module.css';
import { useTheme } from '../window/theme';
import { useAppState } from '../state/use-app-state';
import { useDrop, useFilePaste } from '../sharing/use-drop';
import { useDocumentLanguage } from '../state/use-language';
import { words } from '../state/words';

export function Shelf() {
  const state = useAppState();
  if (state.kind !== 'ready') return <p className="visually-hidden">{words.app.starting}</p>;
  return <Ready view={state.view} />;
}

/** As the sliver at the edge of the screen it is nothing but a place to aim at. */
const sliver = window.matchMedia('(width < 3rem)');
const onSliver = (changed: () => void) => {
  sliver.addEventListener('change', changed);
  return () => sliver.removeEventListener('change', changed);
};

/** A drag sends an event every 50 ms at least. */
const growPauseMs = 500;

function Ready({ view }: { readonly view: AppView }) {
  useTheme(view.theme);
  useDocumentLanguage(view.resolvedLanguage);
  const isSliver = useSyncExternalStore(onSliver, () => sliver.matches);
  const { act, notices, dismiss } = useLocalNotices();
  /** A new request removes the failure of the one before. */
  const ask = useCallback(
    (outcome: Promise<Outcome<unknown>>) => {
      for (const { id } of notices) dismiss(id);
      void act(outcome);
    },
    [act, dismiss, notices],
  );
  const [draft, setDraft] = useState(noDraft);
  const { connections } = view;
  const options = useMemo(() => optionsOf(draft, { connections }), [draft, connections]);
  const encryption = encryptionOf(view, draft);
  const home = destinationOf(view);
  const share = useCallback(
    (files: readonly File[]) => {
      if (files.length > 0) ask(request('files:share', { files, options }));
    },
    [ask, options],
  );
  const shareClipboard = useCallback(() => ask(request('clipboard:share', { options })), [ask, options]);
  const shareText = useCallback(() => ask(request('text:share', { options })), [ask, options]);
  const hovering = useDrop(share, shareText).count > 0;
  useFilePaste(share, shareClipboard);

  useEffect(() => {
    const pressed = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') void request('shelf:hide');
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
  useEffect(() => {
    if (!isSliver) return undefined;
    // Not by the first event alone: a drag that went on in another window need not have said that it left.
    let grownAtMs = Number.NEGATIVE_INFINITY;
    const hovers = ({ dataTransfer, timeStamp }: DragEvent) => {
      if (dataTransfer?.types.includes('Files') !== true || timeStamp - grownAtMs < growPauseMs) return;
      grownAtMs = timeStamp;
      void request('shelf:grow');
    };
    window.addEventListener('dragenter', hovers);
    window.addEventListener('dragover', hovers);
    return () => {
      window.removeEventListener('dragenter', hovers);
      window.removeEventListener('dragover', hovers);
    };
  }, [isSliver]);

  const w = words.shelf;
  if (isSliver) {
    return (
      <main className={styles['sliver']} data-hovering={hovering}>
        <title>{words.app.name}</title>
        <button type="button" aria-label={w.open} onClick={() => void request('shelf:grow')} />
      </main>
    );
  }
  return (
    <main className={styles['shelf']} data-hovering={hovering}>
      <title>{words.app.name}</title>
      <header className={styles['head']}>
        <MayflySign className={styles['sign']} />
        <h1 className={styles['title']}>{words.app.name}</h1>
        <SwitchField
          isSmall
          label={words.drop.encrypt}
          hint={encryptionWords(encryption, home)}
          checked={encryption.isOn}
          onChange={(isOn) => setDraft({ ...draft, encrypt: { connectionId: home?.id, isOn } })}
          disabled={encryption.fixed !== undefined}
        />
        <IconButton label={w.openWindow} icon={Maximize2} onClick={() => void request('window:open')} />
        <IconButton label={words.common.close} icon={X} onClick={() => void request('shelf:hide')} />
      </header>
      <section className={styles['zone']} aria-label={words.drop.title} data-testid="drop-zone">
        <p aria-hidden>{hovering ? w.letGo : words.drop.title}</p>
      </section>
      <ShelfNews view={view} failures={notices.map(({ failure }) => failure)} />
      <div className={styles['buttons']}>
        <Button icon={ClipboardPaste} onClick={shareClipboard}>
          {words.drop.clipboard}
        </Button>
        <IconButton
          label={w.screenshot}
          icon={Camera}
          look="plain"
          onClick={() => ask(request('screenshot:share', { options }))}
        />
      </div>
    </main>
  );
}
