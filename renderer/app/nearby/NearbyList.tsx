// What comes from devices nearby and goes to them: one row each, until it is dismissed.
import { FolderOpen, RotateCw, Trash2, X } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import type { NearbyView, ReceivedView, ReceivingView, SendingView } from '../../../preload/views/nearby-view';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { Button, IconButton } from '../ui/Button';
import { shownName } from '../ui/display-name';
import { FailureText } from '../ui/FailureText';
import { FileMark } from '../ui/FileMark';
import { FileName } from '../ui/FileName';
import { ProgressBar } from '../ui/ProgressBar';
import rowStyles from '../ui/row.module.css';
import { Section } from '../ui/Section';
import { TextField } from '../ui/TextField';
import styles from './nearby.module.css';

interface RowProps {
  readonly title: string;
  readonly hasFailed?: boolean;
  readonly children: ReactNode;
  readonly actions: ReactNode;
}

function Row({ title, hasFailed = false, children, actions }: RowProps) {
  return (
    <li className={rowStyles['slim']} aria-label={title} {...(hasFailed && { 'data-phase': 'failed' })}>
      <FileMark name={title} contentType="" tone={hasFailed ? 'failed' : 'live'} />
      <div className={rowStyles['body']}>
        <FileName name={title} className={rowStyles['name']} />
        {children}
      </div>
      <div className={rowStyles['actions']}>{actions}</div>
    </li>
  );
}

interface BarProps {
  readonly label: string;
  readonly done: number;
  readonly all: number;
}

const Bar = ({ label, done, all }: BarProps) => (
  <ProgressBar label={label} percent={all === 0 ? 0 : Math.floor((100 * done) / all)} />
);

const amount = (done: number, all: number): string =>
  words.nearby.amount({ done: formats.bytes(done), size: formats.bytes(all) });

function Receiving({
  receiving: { sender, fileCount, savedCount, sizeBytes, receivedBytes },
}: {
  readonly receiving: ReceivingView;
}) {
  const act = useAct();
  const w = words.nearby;
  const title = w.receiving({ name: shownName(sender) });
  return (
    <Row
      title={title}
      actions={<IconButton label={w.stop} icon={X} onClick={() => void act(request('nearby:stop-receiving'))} />}
    >
      <p className={rowStyles['meta']}>
        <span>{w.savedOf({ done: formats.number(savedCount), all: formats.number(fileCount) })}</span>
        <span>{amount(receivedBytes, sizeBytes)}</span>
      </p>
      <Bar label={title} done={receivedBytes} all={sizeBytes} />
    </Row>
  );
}

function Sending({ sending }: { readonly sending: SendingView }) {
  const act = useAct();
  const [pin, setPin] = useState('');
  const w = words.nearby;
  const { id: sendingId, device, phase, fileCount, sizeBytes, sentBytes, failure, wantsPin, isPlain } = sending;
  const name = shownName(device);
  const title = sending.name === undefined ? w.files({ count: fileCount }) : shownName(sending.name);
  const again = () =>
    void act(request('nearby:send-again', { sendingId, ...(wantsPin === true && { pin: pin.trim() }) }));
  const ended = phase === 'sent' || phase === 'failed';
  return (
    <Row
      title={title}
      hasFailed={phase === 'failed'}
      actions={
        <IconButton
          label={ended ? words.common.dismiss : w.stop}
          icon={X}
          onClick={() => void act(request('nearby:stop-sending', { sendingId }))}
        />
      }
    >
      <p className={rowStyles['meta']}>
        <span>{w.phases[phase]({ name })}</span>
        <span>{phase === 'sending' ? amount(sentBytes, sizeBytes) : formats.bytes(sizeBytes)}</span>
        {isPlain === true ? <span className={styles['plain']}>{w.plain}</span> : null}
      </p>
      {phase === 'sending' ? <Bar label={title} done={sentBytes} all={sizeBytes} /> : null}
      {failure === undefined ? null : (
        <form
          className={rowStyles['failed']}
          onSubmit={(event) => {
            event.preventDefault();
            again();
          }}
        >
          <FailureText failure={failure} />
          {wantsPin === true ? (
            <TextField className={styles['pin']} label={w.pin({ name })} value={pin} onChange={setPin} maxLength={64} />
          ) : null}
          <div className={rowStyles['buttons']}>
            <Button type="submit" icon={RotateCw}>
              {w.sendAgain}
            </Button>
          </div>
        </form>
      )}
    </Row>
  );
}

function Received({ received, nowMs }: { readonly received: ReceivedView; readonly nowMs: number }) {
  const act = useAct();
  const w = words.nearby;
  const { id: receivedId, sender, fileCount, sizeBytes, atMs } = received;
  const from = w.received({ count: fileCount, name: shownName(sender) });
  return (
    <Row
      title={received.name === undefined ? from : shownName(received.name)}
      actions={
        <>
          <Button look="quiet" icon={FolderOpen} onClick={() => void act(request('nearby:reveal', { receivedId }))}>
            {w.show}
          </Button>
          <IconButton label={w.undo} icon={Trash2} onClick={() => void act(request('nearby:undo', { receivedId }))} />
          <IconButton
            label={words.common.dismiss}
            icon={X}
            onClick={() => void act(request('nearby:forget', { receivedId }))}
          />
        </>
      }
    >
      <p className={rowStyles['meta']}>
        {received.name === undefined ? null : <span>{from}</span>}
        <span>{formats.bytes(sizeBytes)}</span>
        <span>{formats.clock(atMs, nowMs)}</span>
      </p>
    </Row>
  );
}

/** The list "Nearby"; nothing while nothing came and nothing went. */
export function NearbyList({ nearby: { receiving, sending, received } }: { readonly nearby: NearbyView }) {
  const title = useId();
  // A time of day changes its words once a day.
  const [nowMs] = useState(() => Date.now());
  if (receiving === undefined && sending.length + received.length === 0) return null;
  return (
    <Section titleId={title} title={words.nearby.title}>
      <ul className={styles['list']} aria-labelledby={title}>
        {receiving === undefined ? null : <Receiving receiving={receiving} />}
        {sending.map((one) => (
          <Sending key={one.id} sending={one} />
        ))}
        {received.map((one) => (
          <Received key={one.id} received={one} nowMs={nowMs} />
        ))}
      </ul>
    </Section>
  );
}
