// Everything Mayfly knows of a share, below its row: its end and why it ends then, where it lies, and the files of a page.
import { ExternalLink, FolderOpen } from 'lucide-react';
import { useCallback } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useAct } from '../state/run-action';
import {
  doorWords,
  encryptionWords,
  endedAtMs,
  limitWords,
  reachWords,
  receiptsWords,
  shownAddress,
  stateWords,
} from './share-facts';
import { useAnswer } from '../state/use-request';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Skeleton } from '../ui/Skeleton';
import { FolderStep } from './FolderStep';
import { AddFiles, canGrow, ShareFiles } from './ShareFiles';
import styles from './share-dialogs.module.css';

interface ShareDetailsProps {
  readonly id: string;
  readonly share: ShareView;
  readonly nowMs: number;
  /** By this computer's clock, which may be ahead of main's last view. */
  readonly live: boolean;
}

/** The region "Details". */
export function ShareDetails({ id, share, nowMs, live }: ShareDetailsProps) {
  const w = words.shares.details;
  const act = useAct();
  const { id: shareId, fileCount, sizeBytes, isSending = false } = share;
  const ask = useCallback(
    () => request('shares:details', { shareId }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another number of files or bytes means that the files changed, and so does the end of sending
    [shareId, fileCount, sizeBytes, isSending],
  );
  const [outcome] = useAnswer(ask);
  const details = outcome?.ok === true ? outcome.value : undefined;
  const awaited = outcome === undefined;
  // Of files that are still sent, main knows those that are stored; the upload's row lists all of them.
  const isWhole = details !== undefined && (!isSending || details.files.length === fileCount);
  const { connectionName, encryption } = share;
  const opens = live ? reachWords(share) : undefined;
  const endMs = endedAtMs(share);
  const bytes = formats.bytes(share.sizeBytes);
  /** Without a text: it is not here yet. */
  const facts: readonly (readonly [string, string | undefined] | false)[] = [
    [w.state, stateWords(share, nowMs)],
    details?.answer !== undefined && [w.answer, String(details.answer)],
    live
      ? [w.ends, `${formats.clock(share.expiresAtMs, nowMs)}. ${limitWords(share)}`]
      : endMs !== undefined && [w.ended, formats.clock(endMs, nowMs)],
    share.doorAddress !== undefined && [
      w.door,
      details?.door === undefined ? shownAddress(share) : doorWords(share, details.door, nowMs),
    ],
    share.receipts !== undefined && [words.shares.receipts.label, receiptsWords(share, nowMs)],
    live && share.keepUntilMs !== undefined && [w.kept, formats.clock(share.keepUntilMs, nowMs)],
    [w.made, formats.clock(share.createdAtMs, nowMs)],
    [w.holds, share.kind === 'page' ? `${words.shares.files({ count: share.fileCount })}, ${bytes}` : bytes],
    encryption !== undefined && [
      w.encryption,
      `${words.shares.encryption[encryption]}. ${encryptionWords(encryption)}`,
    ],
    [w.connection, opens === undefined ? connectionName : `${connectionName}. ${opens}`],
    (awaited || details !== undefined) && [w.place, details && w.placeOf(details)],
    [w.origin, words.shares.origins[share.origin]],
    details?.agent !== undefined && [w.agent, details.agent],
    share.folder !== undefined && details?.folder !== undefined && [words.shares.folder.label, details.folder],
    details?.message !== undefined && [w.message, details.message],
  ];
  return (
    <section id={id} className={styles['details']} aria-label={w.title} data-details>
      <dl className={`selectable ${styles['facts']}`} aria-busy={awaited}>
        {facts.map(
          (fact) =>
            fact !== false && (
              <div key={fact[0]} className={styles['fact']}>
                <dt>{fact[0]}</dt>
                <dd>{fact[1] ?? <Skeleton width="9rem" />}</dd>
              </div>
            ),
        )}
      </dl>
      {live && share.folder !== undefined ? <FolderStep shareId={share.id} folder={share.folder} /> : null}
      {outcome?.ok === false ? <FailureText failure={outcome.failure} /> : null}
      {awaited && share.kind === 'page' ? <AwaitedFiles count={share.fileCount} /> : null}
      {isWhole && details.files.length > 0 ? <ShareFiles share={share} live={live} files={details.files} /> : null}
      <div className={styles['detailsButtons']}>
        {canGrow(share, live) ? <AddFiles share={share} nowMs={nowMs} /> : null}
        {live ? (
          <Button icon={ExternalLink} onClick={() => void act(request('shares:open', { shareId: share.id }))}>
            {w.open}
          </Button>
        ) : null}
        {share.canReveal ? (
          <Button icon={FolderOpen} onClick={() => void act(request('shares:reveal', { shareId: share.id }))}>
            {w.reveal}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

/** As many as are seen at once. */
const filesInView = 5;

function AwaitedFiles({ count }: { readonly count: number }) {
  return (
    <div aria-busy>
      <h3 className={styles['filesTitle']}>{words.shares.details.files}</h3>
      <ul className={`${styles['files']} ${styles['awaited']}`} aria-hidden>
        {Array.from({ length: Math.min(count, filesInView) }, (_, index) => (
          <li key={index} className={styles['file']}>
            <Skeleton shape="sign" />
            <Skeleton width="10rem" />
          </li>
        ))}
      </ul>
    </div>
  );
}
