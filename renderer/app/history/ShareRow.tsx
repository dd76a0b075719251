// One share: the time left, and the actions copy, revoke and remove.
import { Link2, Lock, Trash2, Unlink } from 'lucide-react';
import { memo } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { removeShare } from './optimistic-removal';
import { useDragOut } from './drag-out';
import { formats } from '../state/format';
import { keyedAct } from '../keyboard/keys';
import { shownName } from '../ui/display-name';
import { useNowUntil } from '../state/use-now';
import { useThumbnail } from './use-thumbnail';
import { sameFields } from '../state/same-fields';
import { useRedrawnInLanguage } from '../state/use-language';
import { words } from '../state/words';
import { Button, IconButton } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { CopyLinkButton } from '../ui/CopyLinkButton';
import { FileMark } from '../ui/FileMark';
import { FileName } from '../ui/FileName';
import type { RowPlace } from '../ui/RowList';
import styles from '../ui/row.module.css';
import { shownAddress } from './share-facts';
import { ShareMenuButton } from './ShareMenu';
import { ShareTags } from './ShareTags';

interface ShareRowProps {
  readonly share: ShareView;
  readonly place: RowPlace;
}

const soonMs = 900_000;

/** Of a file on this computer; main checks whether it is unchanged. */
const mayHavePicture = ({ kind, canReveal, contentType }: ShareView) =>
  kind === 'file' && canReveal && /^(image|video)\//.test(contentType);

/** A list item named by its file. Memoised on its share, because main sends the whole view up to ten times a second. */
export const ShareRow = memo(
  ShareItem,
  (before, after) => before.place === after.place && sameFields(before.share, after.share),
);

function ShareItem({ share, place }: ShareRowProps) {
  const act = useAct();
  useRedrawnInLanguage();
  const nowMs = useNowUntil(share.state === 'live' ? share.expiresAtMs : 0);
  const leftMs = share.expiresAtMs - nowMs;
  // This computer's clock may be ahead of main's last view.
  const live = share.state === 'live' && leftMs > 0;
  const dragOut = useDragOut(act, share, live);
  const picture = useThumbnail(share.id, mayHavePicture(share));
  const clock = formats.clock(share.expiresAtMs, nowMs);
  // The tag "This computer only" says it already.
  const tagNamesPlace = live && share.reach === 'loopback' && share.connectionName === words.drop.thisComputer;
  const ending = share.state === 'live' ? words.shares.expired : words.shares[share.state];
  return (
    <li
      {...place}
      {...dragOut}
      className={styles['row']}
      aria-label={shownName(share.name)}
      data-state={live ? 'live' : 'ended'}
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
        <FileName name={share.name} className={styles['name']} />
        <p className={styles['meta']}>
          <span
            className={live ? styles['left'] : styles['ending']}
            title={live ? words.shares.until({ clock }) : words.shares.ended({ clock })}
          >
            {live ? words.shares.left({ duration: formats.left(leftMs / 1000) }) : ending}
          </span>
          {share.kind === 'page' ? <span>{words.shares.files({ count: share.fileCount })}</span> : null}
          <span>{formats.bytes(share.sizeBytes)}</span>
          {share.encryption === undefined ? null : (
            <span title={words.shares.encryptionHint[share.encryption]}>
              <Lock aria-hidden className={styles['factIcon']} />
              {words.shares.encryption[share.encryption]}
            </span>
          )}
          {tagNamesPlace ? null : <span>{share.connectionName}</span>}
          {share.doorAddress === undefined ? null : (
            <span title={words.shares.doorHint} className="selectable">
              <Link2 aria-hidden className={styles['factIcon']} />
              {shownAddress(share)}
            </span>
          )}
        </p>
        {live ? <ShareTags share={share} /> : null}
      </div>
      <div className={styles['actions']}>
        {live ? (
          <>
            <CopyLinkButton
              label={words.shares.copy}
              onCopy={() => request('shares:copy-link', { shareId: share.id })}
            />
            {share.origin === 'linked' ? null : (
              <Confirm
                trigger={
                  <Button
                    look="quiet"
                    icon={Unlink}
                    aria-label={words.shares.revokeName}
                    title={words.shares.revoke}
                    className={styles['takeBack']}
                    {...keyedAct('revoke')}
                  >
                    {words.shares.revoke}
                  </Button>
                }
                title={words.shares.revokeTitle}
                text={
                  share.doorAddress === undefined
                    ? words.shares.revokeText
                    : words.shares.revokeDoorText({ address: shownAddress(share) })
                }
                confirm={words.shares.revokeConfirm}
                keep={words.shares.keep}
                onConfirm={() => void act(request('shares:revoke', { shareId: share.id }))}
              />
            )}
          </>
        ) : (
          <IconButton
            label={words.shares.remove}
            icon={Trash2}
            onClick={() => void act(removeShare(share.id))}
            {...keyedAct('remove')}
          />
        )}
        <ShareMenuButton share={share} live={live} />
      </div>
    </li>
  );
}
