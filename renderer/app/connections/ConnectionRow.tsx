// One connection: its place, the state of its keys, its actions.
import {
  ArrowDown,
  ArrowUp,
  ArrowUpDown,
  Copy,
  FileDown,
  FolderSync,
  HardDrive,
  Laptop,
  Link2,
  Pencil,
  Recycle,
  Star,
  Stethoscope,
  TextCursorInput,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import type { ExaminationView } from '../../../preload/views/examination-views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { connectionType, useRowDrag } from '../uploads/upload-order';
import { words } from '../state/words';
import { BucketRuleDialog } from './BucketRuleDialog';
import { Button, IconButton } from '../ui/Button';
import connectionStyles from './connection-row.module.css';
import { draftOf, valuesOf } from './connection-form';
import { CreateBucket } from './CreateBucket';
import { RowExamination } from './RowExamination';
import { RemoveConnectionDialog } from './RemoveConnectionDialog';
import { RenameConnectionDialog } from './RenameConnectionDialog';
import { useFacts } from './use-facts';
import { ShortLinksDialog } from './short-links/ShortLinksDialog';
import { WatchedFolderDialog } from './watched/WatchedFolderDialog';
import { markOf } from '../ui/Mark';
import { RowMenu } from '../ui/RowMenu';
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
  const connectionId = connection.id;
  const test = () => void act(request('connections:examine', { connectionId }));
  const duplicate = () => void act(request('connections:duplicate', { connectionId }));
  const exportOne = () => void act(request('connections:export', { connectionIds: [connectionId] }));
  const elsewhere = [
    ...(isFirst ? [] : [{ label: w.moveUp, icon: ArrowUp, run: () => onMove(-1) }]),
    ...(isLast ? [] : [{ label: w.moveDown, icon: ArrowDown, run: () => onMove(1) }]),
    ...(embedded ? [] : [{ label: w.duplicate, icon: Copy, run: duplicate }]),
    ...(embedded ? [] : [{ label: w.exportOne, icon: FileDown, run: exportOne }]),
  ];
  const said = useFacts(connection, examination !== undefined);
  const facts = said.filter(({ tone }) => tone === 'plain');
  const tags = said.filter(({ tone }) => tone !== 'plain');
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
      <span className={connectionStyles['mark']} {...markOf(connection.colour)} aria-hidden>
        <Icon />
      </span>
      <div className={styles['body']}>
        <p className={`${styles['name']} ${connectionStyles['name']}`}>
          {connection.name}
          {connection.isDefault ? <span className={tagStyles['tag']}>{w.isDefault}</span> : null}
          {tags.map(({ text, tone, hint }) => (
            <span key={text} className={tagStyles['tag']} data-tone={tone} title={hint}>
              {text}
            </span>
          ))}
        </p>
        <p className={styles['meta']}>
          {facts.map(({ text, hint }) => (
            <span key={text} title={hint}>
              {text}
            </span>
          ))}
        </p>
      </div>
      <div className={styles['actions']}>
        {connection.isDefault ? null : (
          <Button
            icon={Star}
            aria-label={w.makeDefault}
            title={w.makeDefault}
            className={styles['takeBack']}
            onClick={() => void act(request('connections:set-default', { connectionId }))}
          >
            {w.makeDefault}
          </Button>
        )}
        {embedded ? null : <IconButton label={w.edit} icon={Pencil} onClick={onEdit} />}
        <RowMenu
          label={w.more}
          groups={[
            [
              ...(embedded ? [] : [{ label: words.doctor.test, icon: Stethoscope, run: test }]),
              { label: words.shortLinks.menu, icon: Link2, run: () => setOpen('doors') },
              { label: w.watch, icon: FolderSync, run: () => setOpen('watch') },
              ...(embedded ? [] : [{ label: w.rule, icon: Recycle, run: () => setOpen('rule') }]),
            ],
            [
              { label: w.rename, icon: TextCursorInput, run: () => setOpen('rename') },
              ...(elsewhere.length > 0 ? [{ label: w.moveOrCopy, icon: ArrowUpDown, run: elsewhere }] : []),
            ],
            [{ label: w.remove, icon: Trash2, run: () => setOpen('remove') }],
          ]}
        />
      </div>
      <RowExamination
        name={connection.name}
        examination={examination}
        missing={
          <CreateBucket
            bucket={connection.bucket}
            draft={() => draftOf(valuesOf(connection))}
            onMade={test}
            onFailure={(failure) => void act(Promise.resolve({ ok: false, failure }))}
          />
        }
        onAgain={test}
        onEdit={onEdit}
      />
      {open === 'rule' ? <BucketRuleDialog connection={connection} onClose={close} /> : null}
      {open === 'rename' ? <RenameConnectionDialog connection={connection} onClose={close} /> : null}
      {open === 'watch' ? <WatchedFolderDialog connection={connection} onClose={close} /> : null}
      {open === 'doors' ? <ShortLinksDialog connection={connection} onClose={close} /> : null}
      {open === 'remove' ? <RemoveConnectionDialog connection={connection} onClose={close} /> : null}
    </li>
  );
}
