// Why this exists: everything Mayfly knows of a share: its end and why it ends then, where it lies, and the files of a page.
import { useEffect, useId, useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { ShareDetailsView, ShareView } from '../../../preload/views';
import { bridge } from '../bridge';
import { formats } from '../format';
import { listRows } from '../rows';
import { ScrollerContext } from '../scroller';
import { limitWords, stateWords } from '../share-facts';
import { useNowUntil } from '../use-now';
import { words } from '../words';
import { FailureText } from './FailureText';
import { FileMark } from './FileMark';
import { FileName } from './FileName';
import { Modal } from './Modal';
import { RowList } from './RowList';
import styles from './share-dialogs.module.css';

/** The dialog "Details". */
export function DetailsDialog({ share, onClose }: { readonly share: ShareView; readonly onClose: () => void }) {
  const w = words.shares.details;
  const nowMs = useNowUntil(share.expiresAtMs);
  const [outcome, setOutcome] = useState<Outcome<ShareDetailsView>>();
  useEffect(() => {
    let closed = false;
    void bridge.shareDetails(share.id).then((answer) => {
      if (!closed) setOutcome(answer);
    });
    return () => {
      closed = true;
    };
  }, [share.id]);
  const details = outcome?.ok === true ? outcome.value : undefined;
  const facts: readonly (readonly [string, string])[] = [
    [w.state, stateWords(share, nowMs)],
    [w.ends, `${formats.clock(share.expiresAtMs, nowMs)}. ${limitWords(share)}`],
    ...(share.keepUntilMs === undefined ? [] : [[w.kept, formats.clock(share.keepUntilMs, nowMs)] as const]),
    [w.made, formats.clock(share.createdAtMs, nowMs)],
    [
      w.holds,
      share.kind === 'page'
        ? `${words.shares.files({ count: share.fileCount })}, ${formats.bytes(share.sizeBytes)}`
        : formats.bytes(share.sizeBytes),
    ],
    [w.connection, share.connectionName],
    ...(details === undefined ? [] : [[w.place, w.placeOf({ bucket: details.bucket, host: details.host })] as const]),
    [w.origin, words.shares.origins[share.origin]],
    ...(details?.message === undefined ? [] : [[w.message, details.message] as const]),
  ];
  return (
    <Modal title={w.title} name={share.name} onClose={onClose}>
      <dl className={`selectable ${styles['facts']}`}>
        {facts.map(([term, text]) => (
          <div key={term} className={styles['fact']}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {outcome?.ok === false ? <FailureText failure={outcome.failure} /> : null}
      {details === undefined || details.files.length === 0 ? null : <Files files={details.files} />}
    </Modal>
  );
}

function Files({ files }: { readonly files: ShareDetailsView['files'] }) {
  const titleId = useId();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  return (
    <div>
      <h3 id={titleId} className={styles['filesTitle']}>
        {words.shares.details.files}
      </h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reached by keys */}
      <section ref={setScroller} className={styles['files']} aria-labelledby={titleId} tabIndex={0}>
        <ScrollerContext value={scroller}>
          <div>
            <RowList
              rows={listRows(files, ({ path }) => path)}
              labelledBy={titleId}
              renderRow={(file, place) => (
                <li key={file.path} {...place} className={styles['file']}>
                  <FileMark name={file.path} contentType={file.contentType} />
                  <FileName name={file.path} />
                  <span className={styles['size']}>{formats.bytes(file.sizeBytes)}</span>
                </li>
              )}
            />
          </div>
        </ScrollerContext>
      </section>
    </div>
  );
}
