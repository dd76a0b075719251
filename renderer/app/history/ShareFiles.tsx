// The files of a share in its details, and what changes them: the link of a page stays.
import { FilePlus2, FileX2, Replace } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { ShareDetailsView, ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { Button, IconButton } from '../ui/Button';
import { FileMark } from '../ui/FileMark';
import { FileName } from '../ui/FileName';
import { AskDialog, CancelOr, Modal } from '../ui/Modal';
import { listRows } from '../ui/row-sizes';
import { RowList } from '../ui/RowList';
import { ScrollerContext } from '../ui/scroller';
import styles from './share-dialogs.module.css';
import { shownAddress } from './share-facts';

/** Whether files can come to it. `live`: by this computer's clock. */
export const canGrow = ({ origin, isSending }: ShareView, live: boolean): boolean =>
  live && origin === 'uploaded' && isSending === undefined;

/** Whether its files can be changed, and its link stays. */
export const canChange = (share: ShareView, live: boolean): boolean => share.kind === 'page' && canGrow(share, live);

interface AddFilesProps {
  readonly share: ShareView;
  readonly nowMs: number;
}

/** The button "Add files". Of a share of one file it says first that its link changes. */
export function AddFiles({ share, nowMs }: AddFilesProps) {
  const act = useAct();
  const [isAsking, setAsking] = useState(false);
  const shareId = share.id;
  const w = words.shares.change;
  const close = () => setAsking(false);
  const add = () => {
    close();
    void act(request('shares:add-files', { shareId, newLink: true }));
  };
  const isPage = share.kind === 'page';
  return (
    <>
      <Button
        icon={FilePlus2}
        onClick={() => (isPage ? void act(request('shares:add-files', { shareId })) : setAsking(true))}
      >
        {w.add}
      </Button>
      {isAsking && !isPage ? (
        <Modal
          title={w.add}
          name={share.name}
          onClose={close}
          buttons={
            <CancelOr onCancel={close} onPress={add}>
              {w.addConfirm}
            </CancelOr>
          }
        >
          <p>{share.doorAddress === undefined ? w.becomesPage : w.becomesPageBehind}</p>
          <p>
            {share.doorAddress === undefined
              ? w.formerLink({ clock: formats.clock(share.expiresAtMs, nowMs) })
              : w.doorLeads({ address: shownAddress(share) })}
          </p>
        </Modal>
      ) : null}
    </>
  );
}

interface ShareFilesProps {
  readonly share: ShareView;
  readonly live: boolean;
  readonly files: ShareDetailsView['files'];
}

/** The list "Files". */
export function ShareFiles({ share, live, files }: ShareFilesProps) {
  const titleId = useId();
  const scroller = useRef<HTMLElement>(null);
  const [removing, setRemoving] = useState<string>();
  const act = useAct();
  const w = words.shares.change;
  const shareId = share.id;
  const isOpen = canChange(share, live);
  return (
    <div>
      <h3 id={titleId} className={styles['filesTitle']}>
        {words.shares.details.files}
      </h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reached by keys */}
      <section ref={scroller} data-scroller className={styles['files']} aria-labelledby={titleId} tabIndex={0}>
        <ScrollerContext value={scroller}>
          <div>
            <RowList
              rows={listRows(files, ({ path }) => path)}
              labelledBy={titleId}
              renderRow={(file, place) => (
                <li key={file.path} {...place} className={styles['file']}>
                  <FileMark name={file.path} contentType={file.contentType} />
                  <FileName name={file.path} />
                  <span className={styles['size']}>{formats.bytes(file.sizeBytes)}</span>
                  {isOpen ? (
                    <span className={styles['fileButtons']}>
                      <IconButton
                        label={w.replace}
                        icon={Replace}
                        onClick={() => void act(request('shares:replace-file', { shareId, name: file.path }))}
                      />
                      {/* At least one file stays. */}
                      {files.length > 1 ? (
                        <IconButton label={w.remove} icon={FileX2} onClick={() => setRemoving(file.path)} />
                      ) : null}
                    </span>
                  ) : null}
                </li>
              )}
            />
          </div>
        </ScrollerContext>
      </section>
      {removing === undefined ? null : (
        <AskDialog
          title={w.removeTitle}
          name={removing}
          texts={w}
          ask={() => request('shares:remove-file', { shareId, name: removing })}
          onClose={() => setRemoving(undefined)}
        >
          <p>{w.removeText}</p>
        </AskDialog>
      )}
    </div>
  );
}
