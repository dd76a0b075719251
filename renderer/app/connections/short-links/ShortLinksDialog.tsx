// Sets up the short links of a connection: what Mayfly will do, one button that does it, and what came of it.
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView, DoorsGuideView, DoorsSetUpView } from '../../../../preload/views/connection-views';
import type { FailureView } from '../../../../preload/views/failure-view';
import { request } from '../../state/bridge';
import { useRequest } from '../../state/use-request';
import { words } from '../../state/words';
import { Button } from '../../ui/Button';
import { Disclosure } from '../../ui/Disclosure';
import { FailureAlert } from '../../ui/FailureText';
import { Modal } from '../../ui/Modal';
import { Skeleton } from '../../ui/Skeleton';
import fieldStyles from '../../ui/field.module.css';
import { SwitchField } from '../../ui/SwitchField';
import report from '../examination-report.module.css';
import { Said } from '../ExaminationReport';
import { PolicyText } from '../PolicyText';
import { useInView } from '../use-in-view';
import { DoorsPlace, type TypedPlace } from './DoorsPlace';
import styles from './short-links.module.css';

export interface ShortLinksDialogProps {
  readonly connection: ConnectionView;
  /** What was asked for that needs them. */
  readonly reason?: string;
  readonly onClose: () => void;
}

/** The dialog "Short links". */
export function ShortLinksDialog({ connection, reason, onClose }: ShortLinksDialogProps) {
  const w = words.shortLinks;
  const { id: connectionId, name, doors: there } = connection;
  const [typed, setTyped] = useState<TypedPlace>({});
  const [isUsual, setUsual] = useState(there?.isUsual ?? false);
  const [isBusy, setBusy] = useState(false);
  const [made, setMade] = useState<DoorsSetUpView>();
  const [failure, setFailure] = useState<FailureView>();
  const at = {
    bucket: (typed.bucket ?? there?.bucket ?? '').trim(),
    prefix: (typed.prefix ?? there?.prefix ?? '').trim(),
  };
  const [outcome] = useRequest('connections:doors-guide', { connectionId, ...at });
  const guide = outcome?.ok === true ? outcome.value : undefined;
  const isThere = there !== undefined && at.bucket === there.bucket && at.prefix === there.prefix;
  const place = {
    bucket: typed.bucket ?? (at.bucket || (guide?.bucket ?? '')),
    prefix: typed.prefix ?? at.prefix,
    address: typed.address ?? (isThere ? there.address : (guide?.address ?? '')),
  };
  const isProven = made?.isProven === true;
  const isOff = guide?.isPossible !== true || place.address.trim() === '' || isBusy;
  /** What the failure says may be confirmed. */
  const isTold = failure?.code === 'doors-in-use';
  const result = useInView(failure ?? made);

  /** What was found does not hold for something else. */
  const change = (next: () => void) => {
    setMade(undefined);
    setFailure(undefined);
    next();
  };
  const setUp = async () => {
    if (isOff) return;
    change(() => setBusy(true));
    // Main knows best what was only proposed: the bucket on this computer has another port after each start.
    const address = (typed.address ?? (isThere ? there.address : '')).trim();
    const doors = { ...at, address, isUsual };
    const answer = await request('connections:set-up-doors', { connectionId, doors, isTold });
    setBusy(false);
    if (answer.ok) setMade(answer.value);
    else setFailure(answer.failure);
  };
  const drop = async () => {
    if (isBusy) return;
    const answer = await request('connections:drop-doors', { connectionId, isTold });
    if (answer.ok) onClose();
    else setFailure(answer.failure);
  };

  return (
    <Modal
      title={w.title}
      name={name}
      onClose={onClose}
      buttons={
        isProven ? (
          <Button look="primary" onClick={onClose}>
            {w.done}
          </Button>
        ) : (
          <>
            {there === undefined ? null : <Button onClick={() => void drop()}>{isTold ? w.offAnyway : w.off}</Button>}
            <Button look="primary" type="submit" aria-disabled={isOff} onClick={() => void setUp()}>
              {isTold ? w.saveAnyway : there === undefined ? w.setUp : w.save}
            </Button>
          </>
        )
      }
    >
      <div className={styles['fields']}>
        {reason === undefined ? null : <p>{reason}</p>}
        <p>{w.text}</p>
        {there?.state === 'shares-public' ? <p className={styles['public']}>{w.sharesPublic}</p> : null}
        {guide === undefined ? (
          <Skeleton shape="control" />
        ) : (
          <>
            <Plan guide={guide} place={place} isSet={there !== undefined} />
            {guide.isPossible ? (
              <>
                <SwitchField
                  label={w.usual}
                  hint={w.usualHint}
                  checked={isUsual}
                  onChange={(on) => change(() => setUsual(on))}
                />
                <div>
                  <DoorsPlace
                    place={place}
                    isOpen={place.address === ''}
                    onChange={(part) => change(() => setTyped({ ...typed, ...part }))}
                  />
                  {guide.policy === '' ? null : (
                    <Disclosure
                      key={String(made?.lacks === 'policy')}
                      title={w.showPolicy}
                      defaultOpen={made?.lacks === 'policy'}
                      className={styles['fields']}
                    >
                      <PolicyText
                        texts={w}
                        text={guide.policy}
                        rows={11}
                        onCopy={() => request('connections:copy-doors-policy', { connectionId, ...at })}
                      />
                    </Disclosure>
                  )}
                </div>
              </>
            ) : null}
          </>
        )}
        <div ref={result} className={styles['result']}>
          <output className={isBusy ? fieldStyles['hint'] : 'visually-hidden'}>
            {isBusy ? w.settingUp : (made?.verdict ?? '')}
          </output>
          {made === undefined ? null : <Result made={made} address={place.address} />}
          {made?.lacks === 'bucket' && guide?.folder !== undefined && place.bucket !== guide.folder.bucket ? (
            <Button onClick={() => change(() => setTyped({ ...guide.folder }))}>
              {w.inFolder({ bucket: guide.folder.bucket })}
            </Button>
          ) : null}
          <FailureAlert failure={failure} />
        </div>
      </div>
    </Modal>
  );
}

interface PlanProps {
  readonly guide: DoorsGuideView;
  readonly place: Required<TypedPlace>;
  readonly isSet: boolean;
}

/** The address as it will be, and what is done for it; by the user's own hands where the provider wants that. */
function Plan({ guide, place: { bucket, prefix, address }, isSet }: PlanProps) {
  const w = words.shortLinks;
  if (!guide.isPossible || address === '') return <p className={fieldStyles['hint']}>{guide.where}</p>;
  return (
    <div className={styles['plan']}>
      <p className={fieldStyles['hint']}>{isSet ? w.begins : w.willBegin}</p>
      <p className={`selectable ${styles['address']}`}>{`${address}/`}</p>
      {isSet ? null : (
        <p className={fieldStyles['hint']}>{prefix === '' ? w.plan({ bucket }) : w.planFolder({ bucket, prefix })}</p>
      )}
    </div>
  );
}

function Result({ made, address }: { readonly made: DoorsSetUpView; readonly address: string }) {
  const w = words.shortLinks;
  return (
    <section className={report['report']} data-verdict={made.isProven ? 'works' : 'limited'} aria-label={w.results}>
      <p className={report['verdict']}>
        {made.isProven ? <CircleCheck aria-hidden /> : <CircleAlert aria-hidden />}
        {made.verdict}
      </p>
      {made.isProven ? <p className={`selectable ${styles['address']}`}>{`${address}/`}</p> : null}
      <ul aria-label={w.results}>
        {made.findings.map((finding) => (
          <Said key={`${finding.step} ${finding.code}`} finding={finding} />
        ))}
      </ul>
    </section>
  );
}
