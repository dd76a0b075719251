// What the row of a connection says of it: plain facts in a line, what wants attention as tags.
import { useState } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';

export interface Fact {
  readonly text: string;
  /** `plain`: nothing to look at. */
  readonly tone: 'plain' | 'teal' | 'amber' | 'red';
  readonly hint?: string;
}

/** `isExamined`: the row itself shows when it was tested. */
export function useFacts(connection: ConnectionView, isExamined: boolean): readonly Fact[] {
  const { kind, providerLabel, bucket, host, insecure, testedAtMs, watched, keysEndAtMs } = connection;
  const { defaultExpirySeconds, bandwidthBytesPerSecond, unconfirmedAddresses = [] } = connection;
  const [openedAtMs] = useState(() => Date.now());
  const nowMs = useNowUntil(keysEndAtMs ?? 0);
  const w = words.connections;
  const plain = (text: string, hint?: string): Fact => ({ text, tone: 'plain', ...(hint !== undefined && { hint }) });
  return [
    plain(kind === 'embedded' ? w.embedded : providerLabel),
    plain(bucket),
    ...(host === '' ? [] : [plain(host)]),
    ...secretOf(connection),
    ...(keysEndAtMs === undefined
      ? []
      : keysEndAtMs <= nowMs
        ? [{ text: w.keysEnded, tone: 'red', hint: w.keysEndedHint } as const]
        : [plain(w.keysUntil({ clock: formats.clock(keysEndAtMs, nowMs) }))]),
    ...(testedAtMs === undefined || isExamined
      ? []
      : [plain(w.tested({ clock: formats.clock(testedAtMs, openedAtMs) }))]),
    ...(unconfirmedAddresses.length === 0
      ? []
      : [
          {
            text: w.addressesUnconfirmed({ addresses: unconfirmedAddresses.join(', ') }),
            tone: 'amber',
            hint: w.addressesUnconfirmedHint,
          } as const,
        ]),
    ...(insecure ? [{ text: w.insecure, tone: 'amber', hint: words.form.insecure } as const] : []),
    ...doorsOf(connection),
    ...(watched === undefined
      ? []
      : watched.isAway
        ? [{ text: w.watchedAway({ name: watched.name }), tone: 'amber', hint: watched.path } as const]
        : [plain(w.watches({ name: watched.name }), watched.path)]),
    ...(defaultExpirySeconds === undefined
      ? []
      : [plain(w.ownExpiry({ lifetime: formats.lifetime(defaultExpirySeconds) }))]),
    ...(bandwidthBytesPerSecond === undefined
      ? []
      : [plain(w.ownBandwidth({ rate: words.uploads.rate({ bytes: formats.bytes(bandwidthBytesPerSecond) }) }))]),
  ];
}

/** Where the keys of a connection are, unless that is the keychain. */
function secretOf({ secret, profile = '', profileUnconfirmed = false }: ConnectionView): readonly Fact[] {
  const w = words.connections;
  if (profileUnconfirmed)
    return [{ text: w.secretUnconfirmed({ profile }), tone: 'amber', hint: w.secretUnconfirmedHint }];
  const said = {
    keychain: [],
    session: [{ text: w.secretSession, tone: 'amber', hint: words.notices.sessionOnlyText }],
    file: [{ text: w.secretFile, tone: 'amber', hint: w.secretFileHint }],
    missing: [{ text: w.secretMissing, tone: 'red', hint: w.secretMissingHint }],
    profile: [{ text: w.secretProfile({ profile }), tone: 'plain' }],
  } as const;
  return said[secret];
}

/** Whether it makes short links; their address is the hint. */
function doorsOf({ doors }: ConnectionView): readonly Fact[] {
  if (doors === undefined) return [];
  const { title, notProven, sharesPublic } = words.shortLinks;
  if (doors.state === 'shares-public') return [{ text: notProven, tone: 'red', hint: sharesPublic }];
  const isProven = doors.state === 'proven';
  return [{ text: isProven ? title : notProven, tone: isProven ? 'teal' : 'amber', hint: doors.address }];
}
