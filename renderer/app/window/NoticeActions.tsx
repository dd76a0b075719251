// The one next step that a notice offers: copy, mail or show a new link, undo a removal, copy a shorter link.
import { useContext } from 'react';
import { ShowCodeContext, type CodeOf } from '../codes/show-code';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import styles from './notice-area.module.css';
import type { PoliteNoticeView } from './notice-words';
import type { Outcome } from '../../../preload/contract';
import type { ReachView } from '../../../preload/views/notice-view';

interface NoticeActionsProps {
  readonly notice: PoliteNoticeView;
  readonly onDone: () => void;
}

/** A link of fewer characters is worth offering only when mail then takes it. */
const longestMailLine = 998;

interface Step {
  readonly label: string;
  readonly take?: () => Promise<Outcome<unknown>>;
  /** The code that it shows in its stead. */
  readonly shows?: CodeOf;
  /** The notice is over with it. */
  readonly isLast?: boolean;
}

const copy = (label: string, shareId: string): Step => ({
  label,
  take: () => request('shares:copy-link', { shareId }),
});

/** A phone in this network reads it from the screen. */
const code = (kind: CodeOf['kind'], id: string, reach: ReachView): Step | undefined =>
  reach === 'private' ? { label: words.codes.show, shows: { kind, id } } : undefined;

/** The next step of a notice; most have none. */
export function stepOf(notice: PoliteNoticeView): Step | undefined {
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
    case 'copied':
      return notice.shareId === undefined ? undefined : code('share', notice.shareId, notice.reach);
    case 'request-link':
      return notice.isCopied
        ? code('request', notice.requestId, notice.reach)
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
  const showCode = useContext(ShowCodeContext);
  const step = stepOf(notice);
  if (step === undefined) return null;
  const take = () => {
    if (step.isLast === true) onDone();
    if (step.shows !== undefined) showCode(step.shows);
    if (step.take !== undefined) void act(step.take());
  };
  return (
    <Button look="quiet" onClick={take} className={styles['action']}>
      {step.label}
    </Button>
  );
}
