// A notice of news, such as "Link copied", and when it leaves.
import { useEffect, useRef, useState } from 'react';
import { NoticeActions, stepOf } from './NoticeActions';
import { NoticeBar, type BarPlace } from './NoticeBar';
import { NoticeLine } from './NoticeLine';
import { wordsOf, type PoliteNoticeView } from './notice-words';

/** Success needs a glance. */
const successMs = 4_000;
/** A notice with something to read or to press closes by itself after this time; one that matters before quitting stays until it is dismissed. */
const staysMs = 12_000;
/** Main can undo for a minute; the notice offers it for most of that. */
const undoMs = 50_000;
const success: ReadonlySet<PoliteNoticeView['kind']> = new Set(['copied', 'revoked']);
const undoable: ReadonlySet<PoliteNoticeView['kind']> = new Set(['removed', 'cancelled']);
const stays: ReadonlySet<PoliteNoticeView['kind']> = new Set(['ready', 'session-only', 'renewed', 'update']);

const timeOf = (kind: PoliteNoticeView['kind'], hasStep: boolean): number =>
  undoable.has(kind) ? undoMs : success.has(kind) && !hasStep ? successMs : staysMs;

interface PoliteNoticeProps extends BarPlace {
  readonly notice: PoliteNoticeView;
  readonly onDismiss: () => void;
}

export function PoliteNotice({ notice, isFront, others, onFocused, onDismiss }: PoliteNoticeProps) {
  // WCAG 2.2.1: no notice leaves while the pointer or the focus is in it.
  const [held, setHeld] = useState(false);
  const [nowMs] = useState(() => Date.now());
  const dismiss = useRef(onDismiss);
  useEffect(() => {
    dismiss.current = onDismiss;
  });
  const { kind } = notice;
  const hasStep = stepOf(notice) !== undefined;
  // What has to be read waits for its turn; the time to undo runs in main.
  const isSeen = isFront || success.has(kind) || undoable.has(kind);
  const leaves = !stays.has(kind) && !held && isSeen;
  useEffect(() => {
    if (!leaves) return undefined;
    const timer = setTimeout(() => dismiss.current(), timeOf(kind, hasStep));
    return () => clearTimeout(timer);
  }, [leaves, kind, hasStep]);
  const said = wordsOf(notice, nowMs);
  return (
    <NoticeBar
      tone="good"
      icon={said.icon}
      isFront={isFront}
      others={others}
      onFocused={onFocused}
      onDismiss={onDismiss}
      onHeld={setHeld}
      action={<NoticeActions notice={notice} onDone={onDismiss} />}
    >
      <NoticeLine said={said} />
    </NoticeBar>
  );
}
