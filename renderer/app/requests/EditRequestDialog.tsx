// Changes the words of a file request, widens its limits, and says where what arrives goes.
import { useState } from 'react';
import { request } from '../state/bridge';
import { useDialogRequest } from '../state/use-dialog-request';
import { words } from '../state/words';
import fieldStyles from '../ui/field.module.css';
import { FailureAlert } from '../ui/FailureText';
import { CancelOr, Modal } from '../ui/Modal';
import type { AboutRequest } from './request-actions';
import { changeOf, errorsOf, isSound, valuesOf } from './request-form';
import { RequestFields } from './RequestFields';

/** The dialog "Edit request". */
export function EditRequestDialog({ request: edited, onClose }: AboutRequest) {
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
      <p className={fieldStyles['hint']}>{w.text}</p>
      <FailureAlert failure={failure} />
    </Modal>
  );
}
