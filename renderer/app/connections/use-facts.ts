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
  const { defaultExpirySeconds, bandwidthBytesPerSecond, unconfirmedAddresses = [], refused } = connection;
  const [openedAtMs] = useState(() => Date.now());
  const nowMs = useNowUntil(keysEndAtMs ?? 0);
  const w = words.connections;
  const facts: readonly (Fact | false | undefined)[] = [
    said(kind === 'embedded' ? w.embedded : providerLabel),
    said(bucket),
    host !== '' && said(host),
    secretOf(connection),
    keysEndAtMs !== undefined &&
      (keysEndAtMs <= nowMs
        ? said(w.keysEnded, w.keysEndedHint, 'red')
        : said(w.keysUntil({ clock: formats.clock(keysEndAtMs, nowMs) }))),
    testedAtMs !== undefined && !isExamined && said(w.tested({ clock: formats.clock(testedAtMs, openedAtMs) })),
    refused !== undefined && said(words.settings.ruled, refused, 'red'),
    unconfirmedAddresses.length > 0 &&
      said(w.addressesUnconfirmed({ addresses: unconfirmedAddresses.join(', ') }), w.addressesUnconfirmedHint, 'amber'),
    insecure && said(w.insecure, words.form.insecure, 'amber'),
    doorsOf(connection),
    watched &&
      (watched.isAway
        ? said(w.watchedAway({ name: watched.name }), watched.path, 'amber')
        : said(w.watches({ name: watched.name }), watched.path)),
    defaultExpirySeconds !== undefined && said(w.ownExpiry({ lifetime: formats.lifetime(defaultExpirySeconds) })),
    bandwidthBytesPerSecond !== undefined &&
      said(w.ownBandwidth({ rate: words.uploads.rate({ bytes: formats.bytes(bandwidthBytesPerSecond) }) })),
  ];
  return facts.filter((fact) => fact !== false && fact !== undefined);
}

const said = (text: string, hint?: string, tone: Fact['tone'] = 'plain'): Fact => ({
  text,
  tone,
  ...(hint !== undefined && { hint }),
});

/** Where the keys of a connection are, unless that is the keychain. */
function secretOf({ secret, profile = '', profileUnconfirmed = false }: ConnectionView): Fact | undefined {
  const w = words.connections;
  if (profileUnconfirmed) return said(w.secretUnconfirmed({ profile }), w.secretUnconfirmedHint, 'amber');
  return {
    keychain: undefined,
    session: said(w.secretSession, words.notices.sessionOnlyText, 'amber'),
    file: said(w.secretFile, w.secretFileHint, 'amber'),
    missing: said(w.secretMissing, w.secretMissingHint, 'red'),
    profile: said(w.secretProfile({ profile })),
  }[secret];
}

/** Whether it makes short links; their address is the hint. */
function doorsOf({ doors }: ConnectionView): Fact | undefined {
  if (doors === undefined) return undefined;
  const { title, notProven, sharesPublic } = words.shortLinks;
  if (doors.state === 'shares-public') return said(notProven, sharesPublic, 'red');
  return doors.state === 'proven' ? said(title, doors.address, 'teal') : said(notProven, doors.address, 'amber');
}
