// Shows a link as a code for a camera. The picture comes from main: the window never holds the link.
import { CalendarClock, Laptop, Wifi, type LucideIcon } from 'lucide-react';
import { useCallback, useState } from 'react';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { useAnswer } from '../state/use-request';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { CopyLinkButton } from '../ui/CopyLinkButton';
import { FailureAlert, FailureText } from '../ui/FailureText';
import { Modal } from '../ui/Modal';
import { Skeleton } from '../ui/Skeleton';
import styles from './code-dialog.module.css';
import type { CodeView } from '../../../preload/views/code-view';
import type { FailureView } from '../../../preload/views/failure-view';
import type { CodeOf } from './show-code';

export interface CodeDialogProps {
  readonly of: CodeOf;
  readonly onClose: () => void;
}

const asked = ({ kind, id }: CodeOf) =>
  kind === 'share'
    ? {
        code: () => request('shares:qr', { shareId: id }),
        save: () => request('shares:save-qr', { shareId: id }),
        copy: () => request('shares:copy-link', { shareId: id }),
      }
    : {
        code: () => request('file-requests:qr', { requestId: id }),
        save: () => request('file-requests:save-qr', { requestId: id }),
        copy: () => request('file-requests:copy-link', { requestId: id }),
      };

/** The dialog "Scan to open". */
export function CodeDialog({ of: { kind, id }, onClose }: CodeDialogProps) {
  const w = words.codes;
  // The same function as long as the dialog is about the same link.
  const ask = useCallback(() => asked({ kind, id }).code(), [kind, id]);
  const [outcome] = useAnswer(ask);
  const code = outcome?.ok === true ? outcome.value : undefined;
  const isOver = useNowUntil(code?.expiresAtMs ?? 0) >= (code?.expiresAtMs ?? Infinity);
  const [failure, setFailure] = useState<FailureView>();
  // Said here: news of the window are out of reach while a dialog is open.
  const doing = async <Told extends Awaited<ReturnType<ReturnType<typeof asked>['save' | 'copy']>>>(
    done: Promise<Told>,
  ): Promise<Told> => {
    const told = await done;
    setFailure(told.ok ? undefined : told.failure);
    return told;
  };
  return (
    <Modal
      title={w.title}
      {...(code !== undefined && { name: code.name })}
      isWide
      onClose={onClose}
      buttons={
        outcome?.ok === false || isOver ? undefined : (
          <>
            <Button
              aria-disabled={code === undefined}
              onClick={() => code !== undefined && void doing(asked({ kind, id }).save())}
            >
              {w.save}
            </Button>
            <CopyLinkButton label={words.shares.copy} onCopy={() => doing(asked({ kind, id }).copy())} />
          </>
        )
      }
    >
      <div className={styles['page']}>
        <div
          className={styles['code']}
          aria-busy={outcome === undefined}
          data-failed={outcome?.ok === false ? '' : undefined}
        >
          {outcome === undefined ? <Skeleton shape="fill" /> : null}
          {code === undefined ? null : (
            <img src={code.picture} alt={w.alt} className={styles['picture']} data-over={isOver} />
          )}
          {outcome?.ok === false ? (
            <div role="alert">
              <FailureText failure={outcome.failure} />
            </div>
          ) : null}
        </div>
        {outcome?.ok === false ? null : (
          <div className={styles['facts']}>
            {code === undefined ? <Skeleton width="9rem" /> : <Facts code={code} isOver={isOver} />}
            {isOver ? null : <p className={styles['hint']}>{w.secret}</p>}
          </div>
        )}
      </div>
      <FailureAlert failure={failure} />
    </Modal>
  );
}

/** Where a phone has to be, and until when; of a link that has ended, when. */
function Facts({ code: { expiresAtMs, reach, wifi }, isOver }: { readonly code: CodeView; readonly isOver: boolean }) {
  const w = words.codes;
  const clock = formats.clock(expiresAtMs, useNowUntil(expiresAtMs));
  return (
    <ul className={styles['list']}>
      {reach === 'public' || isOver ? null : (
        <Fact icon={reach === 'private' ? Wifi : Laptop} tone={reach}>
          {reach === 'private' && wifi !== undefined ? <bdi className={styles['wifi']}>{wifi}</bdi> : null}
          {w.reach[reach]}
        </Fact>
      )}
      <Fact icon={CalendarClock}>{isOver ? words.shares.ended({ clock }) : w.until({ clock })}</Fact>
    </ul>
  );
}

interface FactProps {
  readonly icon: LucideIcon;
  readonly tone?: 'private' | 'loopback';
  readonly children: React.ReactNode;
}

const Fact = ({ icon: Icon, tone, children }: FactProps) => (
  <li className={styles['fact']} data-tone={tone}>
    <Icon aria-hidden />
    <div>{children}</div>
  </li>
);
