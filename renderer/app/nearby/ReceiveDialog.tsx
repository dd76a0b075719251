// Asks whether files that a device nearby offers are taken; nothing of them is here before the answer.
import { useRef } from 'react';
import type { OfferView } from '../../../preload/views/nearby-view';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { shownName } from '../ui/display-name';
import field from '../ui/field.module.css';
import { FileMark } from '../ui/FileMark';
import { FileName } from '../ui/FileName';
import { Modal } from '../ui/Modal';
import styles from './nearby.module.css';

/** The dialog "Receive files?". The first focus declines: an Enter key that was meant for something else takes nothing. */
export function ReceiveDialog({ offer }: { readonly offer: OfferView }) {
  const act = useAct();
  const no = useRef<HTMLButtonElement>(null);
  const w = words.nearby.receive;
  const { id: offerId, sender, address, files, fileCount, sizeBytes, text } = offer;
  const answer = (accepts: boolean) => void act(request('nearby:answer', { offerId, accepts }));
  const size = formats.bytes(sizeBytes);
  return (
    <Modal
      title={w.title}
      name={w.from({ sender: shownName(sender), address })}
      onClose={() => answer(false)}
      firstFocus={no}
      buttons={
        <>
          <Button ref={no} onClick={() => answer(false)}>
            {w.decline}
          </Button>
          <Button look="primary" onClick={() => answer(true)}>
            {w.accept}
          </Button>
        </>
      }
    >
      <p className={styles['total']}>{text === undefined ? w.total({ count: fileCount, size }) : w.message}</p>
      {text === undefined ? (
        <ul className={styles['files']} aria-label={w.files} tabIndex={files.length > 6 ? 0 : undefined}>
          {files.map(({ path, sizeBytes: bytes }, index) => (
            // Two files of the same name differ by their index only.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={styles['file']}>
              <FileMark name={path} contentType="" />
              <FileName name={path} className={styles['name']} />
              <span className={styles['size']}>{formats.bytes(bytes)}</span>
            </li>
          ))}
          {fileCount > files.length ? <li>{w.more({ count: fileCount - files.length })}</li> : null}
        </ul>
      ) : (
        <blockquote className={`selectable ${styles['text']}`}>{text}</blockquote>
      )}
      <p className={field['hint']}>{`${w.place} ${w.unsure}`}</p>
    </Modal>
  );
}
