// Sets up where the short links of a connection are: what its provider needs, a test, and nothing saved before it passes.
import { useState } from 'react';
import type { ConnectionView, DoorsTestView } from '../../../../preload/views/connection-views';
import type { Outcome } from '../../../../preload/contract';
import type { FailureView } from '../../../../preload/views/failure-view';
import { request } from '../../state/bridge';
import { words } from '../../state/words';
import { Button } from '../../ui/Button';
import { FailureAlert } from '../../ui/FailureText';
import { Modal } from '../../ui/Modal';
import { SwitchField } from '../../ui/SwitchField';
import { TextField } from '../../ui/TextField';
import { ExaminationReport, ExaminationStatus } from '../ExaminationReport';
import { DoorsGuide } from './DoorsGuide';
import styles from './short-links.module.css';

export interface ShortLinksDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

/** An address in the own network: whoever is on the way reads where its short links lead. */
const isPlain = (address: string): boolean => /^\s*http:\/\/(?!127\.|localhost\b|\[::1\])/i.test(address);

/** The dialog "Short links". */
export function ShortLinksDialog({ connection, onClose }: ShortLinksDialogProps) {
  const w = words.shortLinks;
  const { id: connectionId, name, kind, doors: there } = connection;
  const [bucket, setBucket] = useState(there?.bucket ?? '');
  const [prefix, setPrefix] = useState(there?.prefix ?? '');
  const [address, setAddress] = useState(there?.address ?? '');
  const [isUsual, setUsual] = useState(there?.isUsual ?? false);
  const [busy, setBusy] = useState<'test' | 'save' | 'other'>();
  const [tested, setTested] = useState<DoorsTestView>();
  const [failure, setFailure] = useState<FailureView>();
  const isOwn = kind === 'embedded' && there === undefined;
  const doors = { bucket: bucket.trim(), prefix: prefix.trim(), address: address.trim(), isUsual };
  const isEmpty = !isOwn && (doors.bucket === '' || doors.address === '');
  /** What the failure says may be confirmed. */
  const isTold = failure?.code === 'doors-in-use';

  const run = async <T,>(what: typeof busy, asked: () => Promise<Outcome<T>>): Promise<T | undefined> => {
    if (busy !== undefined) return undefined;
    setBusy(what);
    setFailure(undefined);
    const outcome = await asked();
    setBusy(undefined);
    if (outcome.ok) return outcome.value;
    setFailure(outcome.failure);
    return undefined;
  };
  const test = async () => {
    if (isEmpty) return;
    setTested(undefined);
    setTested(await run('test', () => request('connections:test-doors', { connectionId, doors })));
  };
  const save = async () => {
    if (isEmpty) return;
    setTested(undefined);
    const answer = await run('save', () => request('connections:save-doors', { connectionId, doors, isTold }));
    setTested(answer);
    if (answer?.isProven === true) onClose();
  };
  const drop = async () => {
    const answer = await run('other', async () => {
      const outcome = await request('connections:drop-doors', { connectionId, isTold });
      return outcome.ok ? ({ ok: true, value: true } as const) : outcome;
    });
    if (answer === true) onClose();
  };

  return (
    <Modal
      title={w.title}
      name={name}
      onClose={onClose}
      buttons={
        <>
          {there === undefined ? null : <Button onClick={() => void drop()}>{isTold ? w.offAnyway : w.off}</Button>}
          <Button aria-disabled={isEmpty || busy !== undefined} onClick={() => void test()}>
            {w.test}
          </Button>
          <Button look="primary" aria-disabled={isEmpty || busy !== undefined} onClick={() => void save()}>
            {isTold ? w.saveAnyway : w.save}
          </Button>
        </>
      }
    >
      <div className={styles['fields']}>
        <p>{w.text}</p>
        {there?.state === 'shares-public' ? <p className={styles['public']}>{w.sharesPublic}</p> : null}
        {isOwn ? null : (
          <>
            <TextField label={w.bucket} hint={w.bucketHint} value={bucket} maxLength={63} onChange={setBucket} />
            <TextField
              label={w.prefix}
              hint={w.prefixHint}
              optional
              value={prefix}
              maxLength={200}
              onChange={setPrefix}
            />
            <TextField
              label={w.address}
              hint={isPlain(address) ? w.plain : w.addressHint}
              type="url"
              placeholder="https://go.example.com"
              value={address}
              maxLength={200}
              onChange={setAddress}
            />
          </>
        )}
        <SwitchField label={w.usual} hint={w.usualHint} checked={isUsual} onChange={setUsual} />
        <DoorsGuide
          connectionId={connectionId}
          doors={doors}
          isBusy={busy !== undefined}
          onPublish={() => void run('other', () => request('connections:publish-doors', { connectionId, doors }))}
        />
        {busy === 'test' || busy === 'save' ? <p className={styles['hint']}>{w.testing}</p> : null}
        {tested === undefined ? null : <ExaminationReport examination={tested.examination} />}
        <ExaminationStatus examination={tested?.examination} />
        <FailureAlert failure={failure} />
      </div>
    </Modal>
  );
}
