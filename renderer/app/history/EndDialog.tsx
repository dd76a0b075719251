// When a share ends: after another time, by a new link at once, or on a day, by new links that Mayfly makes until then.
import { useState } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { dayAfter, dayOf } from '../state/day';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';
import { isPreset, usualMaxSeconds } from '../ui/expiry-choice';
import { LifetimeField } from '../ui/LifetimeField';
import { AskDialog } from '../ui/Modal';
import { Segments } from '../ui/Segments';
import { TextField } from '../ui/TextField';
import { shownAddress } from './share-facts';
import styles from './share-dialogs.module.css';

interface EndDialogProps {
  readonly share: ShareView;
  /** Offered where the share's own lifetime is none of the usual ones. */
  readonly expirySeconds: number;
  readonly onClose: () => void;
}

const monthDays = 30;

/** The dialog "Change end". */
export function EndDialog({ share, expirySeconds, onClose }: EndDialogProps) {
  const w = words.shares.end;
  const nowMs = useNowUntil(share.expiresAtMs);
  const { id: shareId, keepUntilMs, expiresAtMs, createdAtMs, longestExpirySeconds, doorAddress } = share;
  const own = Math.round((expiresAtMs - createdAtMs) / 1000);
  const [way, setWay] = useState<'time' | 'day'>(keepUntilMs === undefined ? 'time' : 'day');
  const [seconds, setSeconds] = useState(
    Math.min(isPreset(own, longestExpirySeconds) ? own : expirySeconds, longestExpirySeconds ?? usualMaxSeconds),
  );
  const [day, setDay] = useState(keepUntilMs === undefined ? dayAfter(nowMs, monthDays) : dayOf(keepUntilMs));
  const clock = formats.clock(expiresAtMs, nowMs);
  const longest = formats.lifetime(longestExpirySeconds ?? usualMaxSeconds);
  const change = async () => {
    if (way === 'day') return request('shares:keep-alive', { shareId, day });
    const stopped = keepUntilMs === undefined ? undefined : await request('shares:keep-alive', { shareId });
    return stopped?.ok === false ? stopped : request('shares:extend', { shareId, expirySeconds: seconds });
  };
  const noteOfTime =
    doorAddress === undefined
      ? (expiresAtMs > nowMs ? w.oldLives : w.oldEnded)({ clock })
      : w.doorStays({ address: shownAddress(share) });
  const noteOfDay = doorAddress === undefined ? w.dayText({ longest }) : w.doorDayText({ longest });
  return (
    <AskDialog
      title={w.title}
      name={share.name}
      texts={way === 'day' ? { busy: w.busy, confirm: w.confirmDay } : w}
      ask={change}
      isOff={way === 'day' && day === ''}
      onClose={onClose}
    >
      <Segments
        label={w.way}
        value={way}
        options={(['time', 'day'] as const).map((value) => ({ value, label: w.ways[value] }))}
        onChange={setWay}
      />
      {way === 'time' ? (
        <LifetimeField
          label={w.label}
          seconds={seconds}
          onSeconds={setSeconds}
          maxSeconds={longestExpirySeconds}
          untilThen={w.stays}
        />
      ) : (
        <TextField
          label={w.day}
          type="date"
          value={day}
          min={dayAfter(nowMs, 1)}
          onChange={setDay}
          className={styles['day']}
        />
      )}
      <p className={styles['hint']}>{way === 'time' ? noteOfTime : noteOfDay}</p>
    </AskDialog>
  );
}
