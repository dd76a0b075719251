// Everything Mayfly knows of a share: its end and why it ends then, where it lies, and the files of a page.
import { useId, useRef } from 'react';
import type { ShareDetailsView, ShareView } from '../../../preload/views/views';
import { formats } from '../state/format';
import { listRows } from '../ui/row-sizes';
import { ScrollerContext } from '../ui/scroller';
import { doorWords, encryptionWords, limitWords, shownAddress, stateWords } from './share-facts';
import { useRequest } from '../state/use-request';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';
import { FailureText } from '../ui/FailureText';
import { FileMark } from '../ui/FileMark';
import { FileName } from '../ui/FileName';
import { Modal } from '../ui/Modal';
import { RowList } from '../ui/RowList';
import { Skeleton } from '../ui/Skeleton';
import styles from './share-dialogs.module.css';

/** The dialog "Details". */
export function DetailsDialog({ share, onClose }: { readonly share: ShareView; readonly onClose: () => void }) {
  const w = words.shares.details;
  const nowMs = useNowUntil(share.expiresAtMs);
  const [outcome] = useRequest('shares:details', { shareId: share.id });
  const details = outcome?.ok === true ? outcome.value : undefined;
  const awaited = outcome === undefined;
  /** Without a text: it is not here yet. */
  const facts: readonly (readonly [string, string?])[] = [
    [w.state, stateWords(share, nowMs)],
    ...(details?.answer === undefined ? [] : [[w.answer, String(details.answer)] as const]),
    [w.ends, `${formats.clock(share.expiresAtMs, nowMs)}. ${limitWords(share)}`],
    ...(share.doorAddress === undefined
      ? []
      : [[w.door, details?.door === undefined ? shownAddress(share) : doorWords(share, details.door, nowMs)] as const]),
    ...(share.keepUntilMs === undefined ? [] : [[w.kept, formats.clock(share.keepUntilMs, nowMs)] as const]),
    [w.made, formats.clock(share.createdAtMs, nowMs)],
    [
      w.holds,
      share.kind === 'page'
        ? `${words.shares.files({ count: share.fileCount })}, ${formats.bytes(share.sizeBytes)}`
        : formats.bytes(share.sizeBytes),
    ],
    ...(share.encryption === undefined
      ? []
      : [
          [w.encryption, `${words.shares.encryption[share.encryption]}. ${encryptionWords(share.encryption)}`] as const,
        ]),
    [w.connection, share.connectionName],
    ...(awaited ? [[w.place] as const] : []),
    ...(details === undefined ? [] : [[w.place, w.placeOf({ bucket: details.bucket, host: details.host })] as const]),
    [w.origin, words.shares.origins[share.origin]],
    ...(details?.message === undefined ? [] : [[w.message, details.message] as const]),
  ];
  return (
    <Modal title={w.title} name={share.name} onClose={onClose}>
      <dl className={`selectable ${styles['facts']}`} aria-busy={awaited}>
        {facts.map(([term, text]) => (
          <div key={term} className={styles['fact']}>
            <dt>{term}</dt>
            <dd>{text ?? <AwaitedPlace lines={share.reach === 'loopback' ? 1 : 2} />}</dd>
          </div>
        ))}
      </dl>
      {outcome?.ok === false ? <FailureText failure={outcome.failure} /> : null}
      {awaited && share.kind === 'page' ? <AwaitedFiles count={share.fileCount} /> : null}
      {details === undefined || details.files.length === 0 ? null : <Files files={details.files} />}
    </Modal>
  );
}

/** The address of a server takes two lines, that of this computer one. */
function AwaitedPlace({ lines }: { readonly lines: 1 | 2 }) {
  return (
    <>
      <Skeleton width="9rem" />
      {lines === 2 ? <Skeleton width="14rem" /> : null}
    </>
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

function Files({ files }: { readonly files: ShareDetailsView['files'] }) {
  const titleId = useId();
  const scroller = useRef<HTMLElement>(null);
  return (
    <div>
      <h3 id={titleId} className={styles['filesTitle']}>
        {words.shares.details.files}
      </h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reached by keys */}
      <section ref={scroller} data-scroller className={styles['files']} aria-labelledby={titleId} tabIndex={0}>
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
