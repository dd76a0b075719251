// The switch that keeps a page in step with its folder, in the details of its share.
import { useState } from 'react';
import type { FolderStepView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { FailureText } from '../ui/FailureText';
import { SwitchField } from '../ui/SwitchField';
import styles from './share-dialogs.module.css';

interface FolderStepProps {
  readonly shareId: string;
  readonly folder: FolderStepView;
}

/** The switch "Keep in step with the folder", and below it why the page is not in step. */
export function FolderStep({ shareId, folder }: FolderStepProps) {
  const act = useAct();
  const [asked, setAsked] = useState<boolean>();
  const w = words.shares.folder;
  const change = async (keeps: boolean) => {
    setAsked(keeps);
    await act(request('shares:keep-in-step', { shareId, keeps }));
    setAsked(undefined);
  };
  return (
    <div className={styles['step']}>
      <SwitchField
        label={w.keep}
        hint={w.hint}
        checked={asked ?? folder.isKept}
        onChange={(keeps) => void change(keeps)}
      />
      {folder.failure === undefined ? null : <FailureText failure={folder.failure} />}
    </div>
  );
}
