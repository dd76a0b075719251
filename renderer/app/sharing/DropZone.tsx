// The place the whole app is about: where files go in, how long their links live and where they are stored.
import { Camera, ClipboardPaste, FileUp, FolderUp, Inbox } from 'lucide-react';
import { useId } from 'react';
import type { AppView } from '../../../preload/views/views';
import { shownKey } from '../keyboard/keys';
import { destinationOf, encryptionOf, type WishDraft } from './share-options';
import { isMac } from '../keyboard/window-keys';
import { words } from '../state/words';
import { Button, IconButton } from '../ui/Button';
import { DestinationField } from './DestinationField';
import { DoorNameField } from './DoorNameField';
import { DoorsOffer } from './DoorsOffer';
import { DropExpiryField } from './DropExpiryField';
import styles from './drop-zone.module.css';
import { encryptionWords } from './encryption-words';
import { Mayfly } from '../ui/Mayfly';
import { PageField } from './PageField';
import { WordsField } from './PageMessageField';
import { PasswordField } from './PasswordField';
import { WishSwitches } from './WishSwitches';

/** The window component holds the values, because it handles the drops. */
export interface DropZoneControls {
  readonly wish: WishDraft;
  readonly onWish: (wish: WishDraft) => void;
  readonly onChoose: (choice: 'files' | 'folder') => void;
  /** Opens the form for a file request. */
  readonly onRequest: () => void;
  readonly onClipboard: () => void;
  readonly onScreenshot: () => void;
  /** Opens the form for a new connection. */
  readonly onConnect: () => void;
}

interface DropZoneProps extends DropZoneControls {
  readonly view: Pick<AppView, 'connections' | 'expirySeconds' | 'firstRun' | 'pages'>;
  /** Roomy, with the drawing, while there is nothing else on the screen. */
  readonly roomy: boolean;
}

const pasteKeys = shownKey('Mod+V', isMac());

/**
 * The page notes when this is painted (Element Timing), which `npm run bench:app` reads: first in the first view, from when on the window is
 * usable, then in the window itself.
 */
const noted = { elementtiming: 'usable' };

/** The visible target of a drop; the whole window accepts drops. */
export function DropZone(props: DropZoneProps) {
  const { view, wish, onWish, onChoose, onRequest, onClipboard, onScreenshot, onConnect, roomy } = props;
  const titleId = useId();
  const to = destinationOf(view, wish);
  const encryption = encryptionOf(view, wish);
  return (
    <section className={styles['zone']} data-testid="drop-zone" data-roomy={roomy} aria-labelledby={titleId}>
      <div className={styles['target']}>
        {view.firstRun ? null : <Mayfly className={styles['art']} />}
        <div className={styles['words']}>
          <h2 id={titleId} {...noted}>
            {words.drop.title}
          </h2>
          <p>{words.drop.hint({ keys: pasteKeys })}</p>
        </div>
        <div className={styles['buttons']}>
          <Button look="primary" icon={FileUp} onClick={() => onChoose('files')}>
            {words.drop.choose}
          </Button>
          {/* The dialog of macOS takes both. */}
          {isMac() ? null : (
            <Button
              icon={FolderUp}
              className={styles['folder']}
              title={words.drop.chooseFolder}
              onClick={() => onChoose('folder')}
            >
              {words.drop.chooseFolder}
            </Button>
          )}
          <Button icon={Inbox} onClick={onRequest}>
            {words.requests.request}
          </Button>
          <Button icon={ClipboardPaste} onClick={onClipboard}>
            {words.drop.clipboard}
          </Button>
          <IconButton label={words.shelf.screenshot} icon={Camera} look="plain" onClick={onScreenshot} />
        </div>
      </div>
      <div className={styles['options']}>
        <DropExpiryField view={view} wish={wish} onWish={onWish} />
        <DestinationField view={view} wish={wish} onWish={onWish} onConnect={onConnect} />
        <PageField pages={view.pages} shown={to?.showsPages ?? true} />
      </div>
      <WordsField
        wish={wish}
        onWish={onWish}
        more={
          <>
            <DoorNameField
              to={to}
              chosen={wish.door}
              value={wish.doorName}
              onChange={(doorName) => onWish({ ...wish, doorName })}
            />
            <DoorsOffer to={to} />
          </>
        }
      >
        <WishSwitches view={view} wish={wish} onWish={onWish} />
      </WordsField>
      {encryption.isOn ? (
        <div className={styles['password']}>
          <PasswordField
            value={wish.password}
            onChange={(password) => onWish({ ...wish, password })}
            hint={
              encryption.fixed === undefined
                ? words.drop.passwordHint
                : `${encryptionWords(encryption, to)} ${words.drop.passwordHint}`
            }
          />
        </div>
      ) : null}
    </section>
  );
}
