// One share: its name, the line of facts, and what can be done with it.
import { FilePlus2, Trash2, Unlink } from 'lucide-react';
import { memo, useContext } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { removeShare } from './optimistic-removal';
import { useDragOut } from './drag-out';
import { keyedAct } from '../keyboard/keys';
import { shownName } from '../ui/display-name';
import { useNowUntil } from '../state/use-now';
import { useThumbnail } from './use-thumbnail';
import { sameFields } from '../state/same-fields';
import { useRedrawnInLanguage } from '../state/use-language';
import { words } from '../state/words';
import { DropTargetContext } from '../sharing/drop-target';
import { IconButton } from '../ui/Button';
import { CopyLinkButton } from '../ui/CopyLinkButton';
import { FileMark } from '../ui/FileMark';
import { FileName } from '../ui/FileName';
import { isSamePlace, type RowPlace } from '../ui/RowList';
import styles from '../ui/row.module.css';
import { ShareDialogContext } from './share-dialogs';
import { ShareDetails } from './ShareDetails';
import { canChange } from './ShareFiles';
import { ShareFacts, soonMs } from './ShareFacts';
import { ShareMenuButton } from './ShareMenu';

interface ShareRowProps {
  readonly share: ShareView;
  readonly place: RowPlace;
  /** Its details are shown below. */
  readonly open: boolean;
  /** The share whose details are shown from now on; always the same function. */
  readonly onDetails: (shareId: string | undefined) => void;
}

/** Of a file on this computer; main checks whether it is unchanged. */
const mayHavePicture = ({ kind, canReveal, contentType }: ShareView) =>
  kind === 'file' && canReveal && /^(image|video)\//.test(contentType);

/** A list item named by its file. Memoised on its share, because main sends the whole view up to ten times a second. */
export const ShareRow = memo(
  ShareItem,
  (before, after) =>
    isSamePlace(before.place, after.place) && before.open === after.open && sameFields(before.share, after.share),
);

function ShareItem({ share, place, open, onDetails }: ShareRowProps) {
  const act = useAct();
  const openDialog = useContext(ShareDialogContext);
  const isUnder = useContext(DropTargetContext) === share.id;
  useRedrawnInLanguage();
  const nowMs = useNowUntil(share.state === 'live' ? share.expiresAtMs : 0);
  const leftMs = share.expiresAtMs - nowMs;
  // This computer's clock may be ahead of main's last view.
  const live = share.state === 'live' && leftMs > 0;
  // The text of the details can be selected instead.
  const dragOut = useDragOut(act, share, live && !open);
  const picture = useThumbnail(share.id, mayHavePicture(share));
  const detailsId = `details-${share.id}`;
  return (
    <li
      {...place}
      {...dragOut}
      className={styles['slim']}
      aria-label={shownName(share.name)}
      data-state={live ? 'live' : 'ended'}
      data-open={open}
      data-grows={canChange(share, live) ? share.id : undefined}
      data-under={isUnder}
      // A press on its free area keeps the keyboard in it.
      tabIndex={-1}
    >
      <FileMark
        name={share.name}
        contentType={share.contentType}
        page={share.kind === 'page'}
        lifeLeft={live ? leftMs / (share.expiresAtMs - share.createdAtMs) : undefined}
        picture={picture}
        tone={live ? (leftMs < soonMs ? 'soon' : 'live') : 'ended'}
      />
      <div className={styles['body']}>
        <button
          type="button"
          className={styles['opener']}
          aria-label={shownName(share.name)}
          aria-expanded={open}
          aria-controls={open ? detailsId : undefined}
          data-act="details"
          onClick={() => onDetails(open ? undefined : share.id)}
        >
          <FileName name={share.name} className={styles['name']} />
        </button>
        <ShareFacts share={share} nowMs={nowMs} live={live} />
      </div>
      {isUnder ? (
        <span className={styles['addHere']} aria-hidden>
          <FilePlus2 size={18} />
          {words.shares.change.addHere}
        </span>
      ) : null}
      <div className={styles['actions']}>
        {live ? (
          <>
            {share.origin === 'linked' ? null : (
              <IconButton
                label={words.shares.revoke}
                icon={Unlink}
                className={styles['later']}
                onClick={() => openDialog('revoke', share)}
                {...keyedAct('revoke')}
              />
            )}
            <CopyLinkButton
              label={words.shares.copy}
              onCopy={() => request('shares:copy-link', { shareId: share.id })}
            />
          </>
        ) : (
          <IconButton
            label={words.shares.remove}
            icon={Trash2}
            className={styles['later']}
            onClick={() => void act(removeShare(share.id))}
            {...keyedAct('remove')}
          />
        )}
        <ShareMenuButton share={share} live={live} />
      </div>
      {open ? <ShareDetails id={detailsId} share={share} nowMs={nowMs} live={live} /> : null}
    </li>
  );
}
