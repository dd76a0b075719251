// The files of a page share in its details, and what changes them: its link stays.
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
import { AskDialog } from '../ui/Modal';
import { listRows } from '../ui/row-sizes';
import { RowList } from '../ui/RowList';
import { ScrollerContext } from '../ui/scroller';
import styles from './share-dialogs.module.css';

/** Whether its files can be changed. `live`: by this computer's clock. */
export const canChange = ({ kind, origin }: ShareView, live: boolean): boolean =>
  live && kind === 'page' && origin === 'uploaded';

/** The button "Add files". */
export function AddFiles({ shareId }: { readonly shareId: string }) {
  const act = useAct();
  return (
    <Button icon={FilePlus2} onClick={() => void act(request('shares:add-files', { shareId }))}>
      {words.shares.change.add}
    </Button>
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
