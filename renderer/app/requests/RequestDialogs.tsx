// The dialogs about a file request; one is open at a time.
import { type ComponentType, useState } from 'react';
import { CodeDialog } from '../codes/CodeDialog';
import type { AboutRequest, RequestDialogKind } from './request-actions';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { AskDialog, CancelOr, Modal } from '../ui/Modal';
import { shownAddress } from '../history/share-facts';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { LifetimeField } from '../ui/LifetimeField';
import { useDialogRequest } from '../state/use-dialog-request';
import field from '../ui/field.module.css';
import { FailureAlert } from '../ui/FailureText';
import { changeOf, errorsOf, isSound, valuesOf } from './request-form';
import { RequestFields } from './RequestFields';

/** The dialog "Edit request". */
function EditRequestDialog({ request: edited, onClose }: AboutRequest) {
  const w = words.requests.edit;
  // What arrives meanwhile must not change what is typed.
  const [before] = useState(edited);
  const [values, setValues] = useState(() => valuesOf(edited));
  const { busy, failure, send } = useDialogRequest(onClose);
  const errors = errorsOf(values, before.files);
  const save = async () => {
    if (busy || !isSound(errors)) return;
    const change = changeOf(values, before);
    if (change === undefined) onClose();
    else await send(() => request('file-requests:edit', { requestId: before.id, ...change }));
  };
  return (
    <Modal
      title={w.title}
      name={before.title}
      onClose={onClose}
      buttons={
        <CancelOr onCancel={onClose} isOff={busy} onPress={() => void save()}>
          {busy ? w.busy : w.confirm}
        </CancelOr>
      }
    >
      <RequestFields
        values={values}
        onChange={setValues}
        errors={errors}
        before={before}
        asks={before.asks}
        kept={before.keptByStorage}
      />
      <p className={field['hint']}>{w.text}</p>
      <FailureAlert failure={failure} />
    </Modal>
  );
}

const weekSeconds = 604_800;

/** The dialog "Change end": a later end, and with it another link. */
function ExtendRequestDialog({ request: extended, onClose }: AboutRequest) {
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

/** Asks before a file request is deleted with everything of it that is in the bucket. */
function DeleteRequestDialog({ request: deleted, onClose }: AboutRequest) {
  const { id: requestId, title, waiting, saved } = deleted;
  const w = words.requests.deletion;
  const remove = () => request('file-requests:remove', { requestId });
  return (
    <AskDialog title={w.title} name={title} texts={w} ask={remove} onClose={onClose}>
      <p>{waiting === 0 ? w.text : w.textUnsaved({ count: waiting })}</p>
      {saved === 0 ? null : <p>{w.savedStay}</p>}
    </AskDialog>
  );
}

interface RequestDialogProps extends AboutRequest {
  readonly kind: RequestDialogKind;
}

export function RequestDialog({ kind, ...about }: RequestDialogProps) {
  const Dialog = dialogs[kind];
  return <Dialog {...about} />;
}

const RequestCode = ({ request: { id }, onClose }: AboutRequest) => (
  <CodeDialog of={{ kind: 'request', id }} onClose={onClose} />
);

const dialogs: Readonly<Record<RequestDialogKind, ComponentType<AboutRequest>>> = {
  qr: RequestCode,
  extend: ExtendRequestDialog,
  edit: EditRequestDialog,
  delete: DeleteRequestDialog,
};
