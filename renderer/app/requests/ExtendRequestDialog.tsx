// Gives a file request a later end, and with it another link.
import { useState } from 'react';
import { shownAddress } from '../history/share-facts';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';
import field from '../ui/field.module.css';
import { LifetimeField } from '../ui/LifetimeField';
import { AskDialog } from '../ui/Modal';
import type { AboutRequest } from './request-actions';

const weekSeconds = 604_800;

/** The dialog "Change end". */
export function ExtendRequestDialog({ request: extended, onClose }: AboutRequest) {
  const w = words.requests.extend;
  const { id: requestId, title, doorAddress, expiresAtMs, longestExpirySeconds } = extended;
  const clock = formats.clock(expiresAtMs, useNowUntil(expiresAtMs));
  const [expirySeconds, setSeconds] = useState(Math.min(weekSeconds, longestExpirySeconds ?? weekSeconds));
  const extend = () => request('file-requests:extend', { requestId, expirySeconds });
  return (
    <AskDialog title={w.title} name={title} texts={w} ask={extend} onClose={onClose}>
      <LifetimeField
        label={w.label}
        seconds={expirySeconds}
        onSeconds={setSeconds}
        maxSeconds={longestExpirySeconds}
        untilThen={words.requests.form.expiresStays}
      />
      <p className={field['hint']}>
        {doorAddress === undefined ? w.text({ clock }) : w.doorStays({ address: shownAddress(extended) })}
      </p>
    </AskDialog>
  );
}
