// How far uploads are: a line of the terminal that is overwritten, or lines of JSON for programs.
import { words } from '../../../resources/words/messages';
import type { App } from '../../core/app/app';
import { createThrottle } from '../../core/async/throttle';
import { secondsLeft } from '../../core/uploads/rules/progress';
import { bytes, duration } from './format';
import { jsonLine, type Terminal } from './output';

const w = words.terminal.progress;
/** A progress line adds up all uploads, which costs too much for each change of one of thousands. */
const progressEveryMs = 100;
/** A program reads each line. */
const jsonEveryMs = 500;

/** Who is told of progress: a person on a terminal, a program by `--progress json`, or nobody. */
export interface ProgressOptions {
  readonly json: boolean;
  readonly quiet?: boolean;
  readonly tellsProgress?: true;
}

/** All bytes that are known of; `sizeBytes` is absent where nobody knows the length. */
interface Progress {
  readonly files: number;
  readonly doneBytes: number;
  readonly sizeBytes?: number;
  readonly bytesPerSecond?: number;
}

/** Says each progress that is new, and the last one at the end. */
export function tellProgress(
  terminal: Pick<Terminal, 'say'>,
  look: () => Progress | undefined,
): { readonly request: () => void; readonly end: () => void } {
  let told = '';
  const tell = () => {
    const progress = look();
    const line = progress === undefined ? '' : jsonLine({ progress });
    if (line !== '' && line !== told) terminal.say(line);
    told = line;
  };
  const throttle = createThrottle(jsonEveryMs, tell);
  return {
    request: () => throttle.request(),
    end: () => {
      throttle.cancel();
      tell();
    },
  };
}

const sums = (app: App) => {
  const active = app.store.get().uploads.filter(({ phase }) => phase.kind !== 'failed');
  return {
    active,
    total: active.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    sent: active.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
    speed: active.reduce((sum, { bytesPerSecond }) => sum + bytesPerSecond, 0),
  };
};

/** Gives what ends it. */
export function showProgress(options: ProgressOptions, app: App, terminal: Terminal): () => void {
  if (options.tellsProgress === true) return jsonProgress(app, terminal);
  return options.json || options.quiet === true || !terminal.interactive
    ? () => undefined
    : progressLine(app, terminal);
}

function jsonProgress(app: App, terminal: Terminal): () => void {
  const telling = tellProgress(terminal, () => {
    const { active, total, sent, speed } = sums(app);
    if (active.length === 0) return undefined;
    const size = total === 0 ? {} : { sizeBytes: total };
    return { files: active.length, doneBytes: sent, ...size, bytesPerSecond: Math.round(speed) };
  });
  const unsubscribe = app.store.subscribe(['uploads'], () => telling.request());
  return () => {
    unsubscribe();
    telling.end();
  };
}

function progressLine(app: App, terminal: Terminal): () => void {
  const show = () => {
    const { active, total, sent, speed } = sums(app);
    const [first] = active;
    // Nobody knows the length of standard input before its end.
    if (total === 0) {
      if (first !== undefined && sent > 0) terminal.progress(streamedLine(first.name, sent, speed));
      return;
    }
    const left = secondsLeft(total, sent, speed);
    const what = active.length === 1 ? (first?.name ?? '') : w.files({ count: active.length });
    const parts = [
      w.done({ what, percent: Math.floor((100 * sent) / total), size: bytes(total) }),
      ...(speed > 0 ? [w.rate({ bytes: bytes(speed) })] : []),
      ...(left === undefined ? [] : [w.left({ duration: duration(left) })]),
    ];
    terminal.progress(parts.join(', '));
  };
  const throttle = createThrottle(progressEveryMs, show);
  const unsubscribe = app.store.subscribe(['uploads'], () => throttle.request());
  return () => {
    unsubscribe();
    throttle.cancel();
  };
}

const streamedLine = (what: string, sent: number, speed: number): string =>
  [w.streamed({ what, sent: bytes(sent) }), ...(speed > 0 ? [w.rate({ bytes: bytes(speed) })] : [])].join(', ');

export interface FilesProgress {
  /** Bytes of all files together that have left, or are here. */
  readonly at: (doneBytes: number) => void;
  readonly end: () => void;
}

/** The same of commands without a profile; undefined where nobody is told. */
export function showFilesProgress(
  { tellsProgress, json, quiet }: ProgressOptions,
  files: readonly { readonly name: string; readonly sizeBytes: number }[],
  terminal: Terminal,
): FilesProgress | undefined {
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  let doneBytes = 0;
  const at = (tell: () => void) => (done: number) => {
    doneBytes = Math.min(done, sizeBytes);
    tell();
  };
  if (tellsProgress === true) {
    const { request, end } = tellProgress(terminal, () => ({ files: files.length, doneBytes, sizeBytes }));
    return { at: at(request), end };
  }
  if (json || quiet === true || !terminal.interactive) return undefined;
  const [first] = files;
  const what = files.length === 1 && first !== undefined ? first.name : w.files({ count: files.length });
  const throttle = createThrottle(progressEveryMs, () => {
    if (sizeBytes === 0) return;
    terminal.progress(w.done({ what, percent: Math.floor((100 * doneBytes) / sizeBytes), size: bytes(sizeBytes) }));
  });
  return {
    at: at(() => throttle.request()),
    end() {
      throttle.cancel();
      terminal.progress('');
    },
  };
}
