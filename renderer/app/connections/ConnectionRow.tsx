// One connection: its place, the state of its keys, its actions.
import { HardDrive, Laptop, Pencil, Recycle, Stethoscope, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import type { ExaminationView } from '../../../preload/views/examination-views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { connectionType, useRowDrag } from '../uploads/upload-order';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';
import { BucketRuleDialog } from './BucketRuleDialog';
import { Button, IconButton } from '../ui/Button';
import { ConnectionMenu } from './ConnectionMenu';
import connectionStyles from './connection-row.module.css';
import { RowExamination } from './RowExamination';
import { RemoveConnectionDialog } from './RemoveConnectionDialog';
import { RenameConnectionDialog } from './RenameConnectionDialog';
import { ShortLinksDialog } from './short-links/ShortLinksDialog';
import { WatchedFolderDialog } from './watched/WatchedFolderDialog';
import type { RowPlace } from '../ui/RowList';
import styles from '../ui/row.module.css';
import tagStyles from '../ui/tag.module.css';

interface ConnectionRowProps {
  readonly connection: ConnectionView;
  readonly place: RowPlace;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onEdit: () => void;
  /** The last of this connection since Mayfly started. */
  readonly examination: ExaminationView | undefined;
  /** Down for 1, up for -1. */
  readonly onMove: (step: 1 | -1) => void;
  /** Another row was dropped on this one. */
  readonly onDropped: (dragged: string, target: string) => void;
}

/** A list item named by the connection. */
export function ConnectionRow(props: ConnectionRowProps) {
  const { connection, place, isFirst, isLast, onEdit, examination, onMove, onDropped } = props;
  const act = useAct();
  const w = words.connections;
  const [open, setOpen] = useState<'rule' | 'rename' | 'watch' | 'doors' | 'remove'>();
  const drag = useRowDrag(connection.id, !(isFirst && isLast), onDropped, connectionType);
  const close = () => setOpen(undefined);
  const embedded = connection.kind === 'embedded';
  const test = () => void act(request('connections:examine', { connectionId: connection.id }));
  const Icon = embedded ? Laptop : HardDrive;
  return (
    <li
      {...place}
      {...drag.handlers}
      className={`${styles['row']} ${connectionStyles['row']}`}
      aria-label={connection.name}
      data-state="live"
      data-target={drag.isTarget}
    >
      <span className={connectionStyles['mark']} data-colour={connection.colour} aria-hidden>
        <Icon />
      </span>
      <div className={styles['body']}>
        <p className={styles['name']}>
          {connection.name}
          {connection.isDefault ? (
            <span className={`${tagStyles['tag']} ${connectionStyles['default']}`}>{w.isDefault}</span>
          ) : null}
        </p>
        <p className={styles['meta']}>
          <span>{embedded ? w.embedded : connection.providerLabel}</span>
          <span>{connection.bucket}</span>
          {connection.host === '' ? null : <span>{connection.host}</span>}
        </p>
        <Tags connection={connection} isExamined={examination !== undefined} />
      </div>
      <div className={styles['actions']}>
        {connection.isDefault ? null : (
          <Button onClick={() => void act(request('connections:set-default', { connectionId: connection.id }))}>
            {w.makeDefault}
          </Button>
        )}
        {embedded ? null : (
          <>
            <IconButton label={words.doctor.test} icon={Stethoscope} onClick={test} />
            <IconButton label={w.rule} icon={Recycle} onClick={() => setOpen('rule')} />
            <IconButton label={w.edit} icon={Pencil} onClick={onEdit} />
          </>
        )}
        <IconButton label={w.remove} icon={Trash2} onClick={() => setOpen('remove')} />
        <ConnectionMenu
          connection={connection}
          isFirst={isFirst}
          isLast={isLast}
          onMove={onMove}
          onRename={() => setOpen('rename')}
          onWatch={() => setOpen('watch')}
          onShortLinks={() => setOpen('doors')}
        />
      </div>
      <RowExamination name={connection.name} examination={examination} onAgain={test} onEdit={onEdit} />
      {open === 'rule' ? <BucketRuleDialog connection={connection} onClose={close} /> : null}
      {open === 'rename' ? <RenameConnectionDialog connection={connection} onClose={close} /> : null}
      {open === 'watch' ? <WatchedFolderDialog connection={connection} onClose={close} /> : null}
      {open === 'doors' ? <ShortLinksDialog connection={connection} onClose={close} /> : null}
      {open === 'remove' ? <RemoveConnectionDialog connection={connection} onClose={close} /> : null}
    </li>
  );
}

/** Where the keys of a connection are. */
function secretOf({ secret, profile = '', profileUnconfirmed = false }: ConnectionView) {
  const w = words.connections;
  if (profileUnconfirmed) {
    return { text: w.secretUnconfirmed({ profile }), tone: 'amber', hint: w.secretUnconfirmedHint } as const;
  }
  const said = {
    keychain: { text: w.secretKeychain, tone: 'plain', hint: undefined },
    session: { text: w.secretSession, tone: 'amber', hint: words.notices.sessionOnlyText },
    file: { text: w.secretFile, tone: 'amber', hint: w.secretFileHint },
    missing: { text: w.secretMissing, tone: 'red', hint: w.secretMissingHint },
    profile: { text: w.secretProfile({ profile }), tone: 'plain', hint: undefined },
  } as const;
  return said[secret];
}

/** Until when temporary keys last, or that they did. */
function KeysEndTag({ endMs }: { readonly endMs: number }) {
  const nowMs = useNowUntil(endMs);
  const w = words.connections;
  const ended = endMs <= nowMs;
  return (
    <span className={tagStyles['tag']} data-tone={ended ? 'red' : 'plain'} title={ended ? w.keysEndedHint : undefined}>
      {ended ? w.keysEnded : w.keysUntil({ clock: formats.clock(endMs, nowMs) })}
    </span>
  );
}

function TestedTag({ atMs }: { readonly atMs: number }) {
  const [nowMs] = useState(() => Date.now());
  return (
    <span className={tagStyles['tag']} data-tone="plain">
      {words.connections.tested({ clock: formats.clock(atMs, nowMs) })}
    </span>
  );
}

interface TagsProps {
  readonly connection: ConnectionView;
  /** The row itself shows the report. */
  readonly isExamined: boolean;
}

function Tags({ connection, isExamined }: TagsProps) {
  const { text, tone, hint } = secretOf(connection);
  const { defaultExpirySeconds, bandwidthBytesPerSecond, insecure, testedAtMs, watched } = connection;
  const { unconfirmedAddresses = [] } = connection;
  const w = words.connections;
  return (
    <p className={tagStyles['tags']}>
      <span className={tagStyles['tag']} data-tone={tone} title={hint}>
        {text}
      </span>
      {connection.keysEndAtMs === undefined ? null : <KeysEndTag endMs={connection.keysEndAtMs} />}
      {testedAtMs === undefined || isExamined ? null : <TestedTag atMs={testedAtMs} />}
      {unconfirmedAddresses.length === 0 ? null : (
        <span className={tagStyles['tag']} data-tone="amber" title={w.addressesUnconfirmedHint}>
          {w.addressesUnconfirmed({ addresses: unconfirmedAddresses.join(', ') })}
        </span>
      )}
      {insecure ? (
        <span className={tagStyles['tag']} data-tone="amber" title={words.form.insecure}>
          {w.insecure}
        </span>
      ) : null}
      {watched === undefined ? null : (
        <span className={tagStyles['tag']} data-tone={watched.isAway ? 'amber' : 'plain'} title={watched.path}>
          {watched.isAway ? w.watchedAway({ name: watched.name }) : w.watches({ name: watched.name })}
        </span>
      )}
      {defaultExpirySeconds === undefined ? null : (
        <span className={tagStyles['tag']} data-tone="plain">
          {w.ownExpiry({ lifetime: formats.lifetime(defaultExpirySeconds) })}
        </span>
      )}
      {bandwidthBytesPerSecond === undefined ? null : (
        <span className={tagStyles['tag']} data-tone="plain">
          {w.ownBandwidth({ rate: words.uploads.rate({ bytes: formats.bytes(bandwidthBytesPerSecond) }) })}
        </span>
      )}
    </p>
  );
}
