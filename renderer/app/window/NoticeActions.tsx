// The one next step that a notice offers: copy or mail a new link, undo a removal, copy a shorter link.
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import styles from './notice-area.module.css';
import type { PoliteNoticeView } from './notice-words';
import type { Outcome } from '../../../preload/contract';

interface NoticeActionsProps {
  readonly notice: PoliteNoticeView;
  readonly onDone: () => void;
}

/** A link of fewer characters is worth offering only when mail then takes it. */
const longestMailLine = 998;

interface Step {
  readonly label: string;
  readonly take: () => Promise<Outcome<unknown>>;
  /** The notice is over with it. */
  readonly isLast?: boolean;
}

const copy = (label: string, shareId: string): Step => ({
  label,
  take: () => request('shares:copy-link', { shareId }),
});

function stepOf(notice: PoliteNoticeView): Step | undefined {
  const w = words.notices;
  switch (notice.kind) {
    case 'extended':
      return notice.isSame === true
        ? undefined
        : { label: w.mail, take: () => request('shares:mail', { shareId: notice.shareId }) };
    case 'renewed':
      return copy(w.copyNew, notice.shareId);
    case 'ready':
      return { label: notice.count === 1 ? w.copyReady : w.copyReadyMany, take: () => request('shares:copy-ready') };
    case 'request-link':
      return notice.isCopied
        ? undefined
        : { label: w.copyReady, take: () => request('file-requests:copy-link', { requestId: notice.requestId }) };
    case 'own-link':
      return notice.shareId === undefined ? undefined : copy(w.copyReady, notice.shareId);
    case 'removed':
      return { label: w.undo, take: () => request('shares:restore', { shareId: notice.shareId }) };
    case 'cancelled':
      return { label: w.undo, take: () => request('uploads:undo-cancel', { noticeId: notice.id }) };
    case 'long-link':
      return notice.shortest > longestMailLine
        ? undefined
        : {
            label: w.copyShort,
            take: () => request('shares:copy-link', { shareId: notice.shareId, short: true }),
            isLast: true,
          };
    default:
      return undefined;
  }
}

/** Renders nothing for a notice without a next step. */
export function NoticeActions({ notice, onDone }: NoticeActionsProps) {
  const act = useAct();
  const step = stepOf(notice);
  if (step === undefined) return null;
  const take = () => {
    if (step.isLast === true) onDone();
    void act(step.take());
  };
  return (
    <Button look="quiet" onClick={take} className={styles['action']}>
      {step.label}
    </Button>
  );
}
