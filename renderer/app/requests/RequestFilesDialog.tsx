// Makes a file request: with the defaults it is one press, and the link is on the clipboard.
import { useState } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import { DoorNameField } from '../sharing/DoorNameField';
import { DoorSwitch } from '../sharing/DoorSwitch';
import { doorFor } from '../sharing/share-options';
import { request } from '../state/bridge';
import { useDialogRequest } from '../state/use-dialog-request';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';
import fieldStyles from '../ui/field.module.css';
import { FailureAlert, FailureText } from '../ui/FailureText';
import { CancelOr, Modal } from '../ui/Modal';
import { errorsOf, isEncrypted, isSound, mostOffered, usualValues, optionsOf } from './request-form';
import { RequestFields } from './RequestFields';
import styles from './requests.module.css';

export interface RequestFilesDialogProps {
  readonly connections: readonly ConnectionView[];
  readonly onClose: () => void;
  /** The request was made. */
  readonly onMade: () => void;
}

/** The dialog "Request files". */
export function RequestFilesDialog({ connections, onClose, onMade }: RequestFilesDialogProps) {
  const w = words.requests.form;
  const [requested, setValues] = useState(usualValues);
  const [tried, setTried] = useState(false);
  const { busy, failure, send } = useDialogRequest(onMade);
  const target =
    connections.find(({ id }) => id === requested.connectionId) ?? connections.find(({ isDefault }) => isDefault);
  const expirySeconds = Math.min(requested.expirySeconds, target?.longestExpirySeconds ?? Infinity);
  const values = { ...requested, expirySeconds };
  const way = target?.fileRequests ?? { kind: 'unexamined' as const };
  const errors = errorsOf(values);
  const isRefused = way.kind === 'none';
  const make = () => {
    setTried(true);
    if (isRefused || !isSound(errors)) return;
    const asks = way.kind !== 'unexamined' && way.asks;
    const encrypted = isEncrypted(values, target?.encryption);
    const bytes = Math.min(values.bytes, mostOffered(encrypted, asks));
    const demanded = target?.encryption === 'demanded' ? { encrypt: true } : {};
    void send(() => request('file-requests:make', optionsOf({ ...values, ...demanded, bytes }, target)));
  };
  const choice =
    connections.length < 2 || target === undefined ? null : (
      <Choice
        label={w.connection}
        value={target.id}
        options={connections.map(({ id, name, colour }) => ({ value: id, label: name, ...(colour && { colour }) }))}
        onChange={(connectionId) => setValues({ ...values, connectionId })}
      />
    );
  return (
    <Modal
      title={w.heading}
      onClose={onClose}
      buttons={
        <CancelOr onCancel={onClose} isOff={busy || isRefused} onPress={make}>
          {busy ? w.busy : w.confirm}
        </CancelOr>
      }
    >
      <p className={fieldStyles['hint']}>{w.lead}</p>
      {target?.reach === undefined ? null : <p className={styles['told']}>{w.reach[target.reach]}</p>}
      {way.kind === 'none' ? (
        <>
          {choice}
          <div role="alert" className={styles['told']}>
            <FailureText failure={way.failure} />
          </div>
        </>
      ) : (
        <>
          <RequestFields
            values={values}
            onChange={setValues}
            errors={tried ? errors : {}}
            asks={way.kind !== 'unexamined' && way.asks}
            encryption={target?.encryption}
            longestExpirySeconds={target?.longestExpirySeconds}
            connection={choice}
            hasShortLink={doorFor(target, values.door) === true}
            kept={way.kind === 'unexamined' ? undefined : way.keptByStorage}
            shortLink={
              <>
                <DoorSwitch to={target} chosen={values.door} onChoose={(door) => setValues({ ...values, door })} />
                <DoorNameField
                  to={target}
                  chosen={values.door}
                  value={values.doorName}
                  onChange={(doorName) => setValues({ ...values, doorName })}
                />
              </>
            }
          />
          {way.kind === 'unexamined' ? <p className={fieldStyles['hint']}>{w.unexamined}</p> : null}
        </>
      )}
      <FailureAlert failure={failure} />
    </Modal>
  );
}
