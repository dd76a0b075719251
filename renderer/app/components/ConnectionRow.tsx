// Why this exists: one storage connection: where it is, how its keys are kept, and what can be done with it.
import { HardDrive, Laptop, Pencil, Recycle, Stethoscope, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../../preload/connection-views';
import type { ExaminationView } from '../../../preload/exam-views';
import { useAct } from '../actions';
import { bridge } from '../bridge';
import { formats } from '../format';
import { useNowUntil } from '../use-now';
import { words } from '../words';
import { BucketRuleDialog } from './BucketRuleDialog';
import { Button, IconButton } from './Button';
import { Confirm } from './Confirm';
import connectionStyles from './connection-row.module.css';
import { RowExamination } from './RowExamination';
import type { RowPlace } from './RowList';
import styles from './row.module.css';
import tagStyles from './tag.module.css';

interface ConnectionRowProps {
  readonly connection: ConnectionView;
  readonly place: RowPlace;
  readonly onEdit: () => void;
  /** The last of this connection since Mayfly started. */
  readonly examination: ExaminationView | undefined;
}

/** A list item named by the connection. */
export function ConnectionRow({ connection, place, onEdit, examination }: ConnectionRowProps) {
  const act = useAct();
  const w = words.connections;
  const [ruleOpen, setRuleOpen] = useState(false);
  const embedded = connection.kind === 'embedded';
  const test = () => void act(bridge.examineConnection(connection.id));
  const Icon = embedded ? Laptop : HardDrive;
  return (
    <li {...place} className={styles['row']} aria-label={connection.name} data-state="live">
      <span className={connectionStyles['mark']} aria-hidden>
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
        <SecretTags connection={connection} />
        <RowExamination examination={examination} onAgain={test} />
      </div>
      <div className={styles['actions']}>
        {connection.isDefault ? null : (
          <Button onClick={() => void act(bridge.setDefaultConnection(connection.id))}>{w.makeDefault}</Button>
        )}
        {embedded ? null : (
          <>
            <IconButton label={words.doctor.test} icon={Stethoscope} onClick={test} />
            <IconButton label={w.rule} icon={Recycle} onClick={() => setRuleOpen(true)} />
            <IconButton label={w.edit} icon={Pencil} onClick={onEdit} />
          </>
        )}
        <Confirm
          trigger={<IconButton label={w.remove} icon={Trash2} />}
          title={w.removeTitle({ name: connection.name })}
          text={embedded ? w.removeEmbeddedText : w.removeText}
          confirm={w.removeConfirm}
          keep={w.keep}
          onConfirm={() => void act(bridge.removeConnection(connection.id, 'keep'))}
        />
      </div>
      {ruleOpen ? <BucketRuleDialog connection={connection} onClose={() => setRuleOpen(false)} /> : null}
    </li>
  );
}

/** Where the keys of a connection are. */
function secretOf({ secret, profile = '' }: ConnectionView) {
  const w = words.connections;
  const said = {
    keychain: { text: w.secretKeychain, tone: 'plain', hint: undefined },
    session: { text: w.secretSession, tone: 'amber', hint: words.notices.sessionOnlyText },
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

function SecretTags({ connection }: { readonly connection: ConnectionView }) {
  const { text, tone, hint } = secretOf(connection);
  return (
    <p className={tagStyles['tags']}>
      <span className={tagStyles['tag']} data-tone={tone} title={hint}>
        {text}
      </span>
      {connection.keysEndAtMs === undefined ? null : <KeysEndTag endMs={connection.keysEndAtMs} />}
      {connection.insecure ? (
        <span className={tagStyles['tag']} data-tone="amber" title={words.form.insecure}>
          {words.connections.insecure}
        </span>
      ) : null}
    </p>
  );
}
