// What became of uploads, pages, shares, short links, file requests and connections between two states, as lines of the log. A line holds IDs,
// codes, numbers and times, and nothing that a person wrote or that opens a link: no name, address, key or path.
import type { Connection } from '../../model/connection';
import { verdictOf } from '../../model/examination';
import { countArrivals, type ArrivalCounts, type FileRequest } from '../../model/requests/file-request';
import type { Share } from '../../model/share';
import type { Upload } from '../../model/upload';
import { sharesInState, type AppState } from './app-state';

/** The parts of the state that the log tells of. */
export const loggedSlices = [
  'uploads',
  'pendingCancel',
  'pages',
  'shares',
  'doors',
  'fileRequests',
  'connections',
  'secrets',
  'examinations',
] as const satisfies readonly (keyof AppState)[];

export type LoggedState = Pick<AppState, (typeof loggedSlices)[number]>;

/** One transition: `upload u1: waiting, 12 bytes`. */
export interface Change {
  readonly of: 'upload' | 'page' | 'share' | 'short link' | 'file request' | 'connection';
  readonly id: string;
  readonly became: string;
  /** Empty where there is nothing to add. */
  readonly facts: string;
}

type Tell = (became: string, facts?: string) => Change;

/** Of one kind, in one step of the log, in lines of their own; more become one line. */
const mostAlike = 10;

interface Pair<Row> {
  readonly was: Row | undefined;
  readonly is: Row | undefined;
  readonly tell: Tell;
}

const teller =
  (of: Change['of'], id: string): Tell =>
  (became, facts = '') => ({ of, id, became, facts });

/** What to tell of each row that is another object than before. Those that are gone come first, then the oldest: a new row begins its list. */
function changesOf<Row>(
  of: Change['of'],
  before: readonly Row[],
  after: readonly Row[],
  idOf: (row: Row) => string,
  became: (pair: Pair<Row>) => readonly Change[],
): readonly Change[] {
  if (before === after) return [];
  const former = new Map(before.map((row) => [idOf(row), row]));
  const present = new Set(after.map(idOf));
  const gone = before.filter((row) => !present.has(idOf(row)));
  const others = after.filter((is) => former.get(idOf(is)) !== is).toReversed();
  return [
    ...gone.flatMap((was) => became({ was, is: undefined, tell: teller(of, idOf(was)) })),
    ...others.flatMap((is) => became({ was: former.get(idOf(is)), is, tell: teller(of, idOf(is)) })),
  ];
}

const byId = ({ id }: { readonly id: string }): string => id;
const at = (ms: number): string => new Date(ms).toISOString();
const took = (startedAtMs: number, nowMs: number): string => `${Math.max(0, nowMs - startedAtMs)} ms`;
/** The line in a list where it is due. */
const only = (isDue: boolean, change: () => Change): readonly Change[] => (isDue ? [change()] : []);

/** Whether the row has got a value of that field. */
const got = <Row>(field: keyof Row, was: Row | undefined, is: Row): boolean =>
  is[field] !== undefined && was?.[field] === undefined;

const phaseOf = ({ phase }: Upload): string =>
  'failure' in phase ? `${phase.kind} (${phase.failure.code})` : phase.kind;

const allUploads = ({ uploads, pendingCancel }: LoggedState): readonly Upload[] =>
  pendingCancel.length === 0 ? uploads : [...uploads, ...pendingCancel];

const uploadChanges = (before: LoggedState, after: LoggedState, nowMs: number): readonly Change[] => [
  ...changesOf('upload', before.pendingCancel, after.pendingCancel, byId, ({ was, is, tell }) =>
    was === undefined
      ? [tell('cancelled')]
      : only(is === undefined && after.uploads.some(({ id }) => id === was.id), () => tell('cancelled no more')),
  ),
  ...changesOf('upload', allUploads(before), allUploads(after), byId, ({ was, is, tell }) => {
    if (is === undefined) return was === undefined ? [] : [tell('ended', took(was.startedAtMs, nowMs))];
    if (was === undefined) return [tell(phaseOf(is), `${is.sizeBytes} bytes, connection ${is.connectionId}`)];
    return only(phaseOf(is) !== phaseOf(was), () => tell(phaseOf(is)));
  }),
];

const pageChanges = (before: LoggedState, after: LoggedState, nowMs: number): readonly Change[] =>
  changesOf('page', before.pages, after.pages, byId, ({ was, is, tell }) => {
    if (was === undefined) return [tell('begun')];
    return only(is === undefined, () => tell('ended', took(was.startedAtMs, nowMs)));
  });

/** The state holds the newest shares only: an older one comes and goes without having been made or forgotten. */
function shareChanges({ shares: before }: LoggedState, { shares: after }: LoggedState): readonly Change[] {
  const oldestMs = (shares: readonly Share[]) => shares.at(-1)?.createdAtMs ?? 0;
  const isShorter = after.length < Math.min(before.length, sharesInState);
  return changesOf('share', before, after, byId, ({ was, is, tell }) => {
    if (is === undefined) return only(isShorter || (was?.createdAtMs ?? 0) > oldestMs(after), () => tell('forgotten'));
    if (was === undefined) {
      const { sizeBytes, fileCount, expiresAtMs, verified } = is;
      const facts = [`files ${fileCount}`, `${sizeBytes} bytes`, `until ${at(expiresAtMs)}`];
      return only(is.createdAtMs >= oldestMs(before), () =>
        tell('made', [...facts, verified ? 'verified' : 'not verified'].join(', ')),
      );
    }
    return [
      ...only(is.expiresAtMs !== was.expiresAtMs, () => tell('extended', `until ${at(is.expiresAtMs)}`)),
      ...only(is.keepUntilMs !== was.keepUntilMs, () =>
        tell('kept', is.keepUntilMs === undefined ? 'no more' : `until ${at(is.keepUntilMs)}`),
      ),
      ...only(is.verified && !was.verified, () => tell('verified')),
      ...only(got('missingAtMs', was, is), () => tell('missing')),
      ...only(got('revokedAtMs', was, is), () => tell('revoked')),
      ...only(got('revokedStatus', was, is), () => tell('refused', `its link answered ${is.revokedStatus}`)),
      ...only(got('removedAtMs', was, is), () => tell('removed from its bucket')),
    ];
  });
}

const doorChanges = (before: LoggedState, after: LoggedState): readonly Change[] =>
  changesOf('short link', before.doors, after.doors, byId, ({ was, is, tell }) => {
    if (is === undefined) return [tell('gone')];
    const { leaseEndsAtMs } = is;
    return [
      ...only(was === undefined, () => tell('begun', `connection ${is.connectionId}`)),
      ...only(is.targetId !== was?.targetId, () => tell('leads', `to the ${is.targetKind} ${is.targetId}`)),
      ...(leaseEndsAtMs === undefined || is.writtenAtMs === was?.writtenAtMs
        ? []
        : [tell('written', `until ${at(leaseEndsAtMs)}`)]),
      ...only(got('closedAtMs', was, is), () => tell('closed')),
    ];
  });

/** What became of one file request, without what arrived by it. `undefined`: there was, or is, none. */
export function requestChanges(was: FileRequest | undefined, is: FileRequest | undefined): readonly Change[] {
  const tell = teller('file request', is?.id ?? was?.id ?? '');
  if (is === undefined) return [tell('forgotten')];
  const until = `until ${at(is.expiresAtMs)}`;
  if (was === undefined)
    return [tell('made', `at most ${is.files} files of ${is.bytes} bytes, ${until}, connection ${is.connectionId}`)];
  return [
    ...only(is.expiresAtMs !== was.expiresAtMs, () => tell('extended', until)),
    ...only(is.writtenAtMs !== was.writtenAtMs, () => tell('written', `slots until ${at(is.leaseEndsAtMs)}`)),
    ...only(got('closedAtMs', was, is), () => tell('closed')),
    ...only(got('removedAtMs', was, is), () => tell('removed from its bucket')),
  ];
}

const noArrivals = countArrivals([]);
const countsText = ({ accepted, saved, refused, bytes }: ArrivalCounts): string =>
  `${accepted} arrived, ${saved} saved, ${refused} refused, ${bytes} bytes`;

const allRequestChanges = (before: LoggedState, after: LoggedState): readonly Change[] =>
  changesOf(
    'file request',
    before.fileRequests,
    after.fileRequests,
    ({ request }) => request.id,
    (pair) => {
      const [was, is] = [pair.was?.request, pair.is?.request];
      const counts = countsText(pair.is?.counts ?? noArrivals);
      const isSame = pair.is === undefined || counts === countsText(pair.was?.counts ?? noArrivals);
      return [...(was === is ? [] : requestChanges(was, is)), ...only(!isSame, () => pair.tell('has files', counts))];
    },
  );

/** The names of the fields that have other values. */
function changedFields(was: Connection, is: Connection): readonly string[] {
  const former: Readonly<Record<string, unknown>> = { ...was };
  const present: Readonly<Record<string, unknown>> = { ...is };
  return Object.keys({ ...former, ...present }).filter(
    (name) => JSON.stringify(former[name]) !== JSON.stringify(present[name]),
  );
}

function testChanges(before: LoggedState, after: LoggedState): readonly Change[] {
  if (before.examinations === after.examinations) return [];
  return Object.entries(after.examinations).flatMap(([id, is]) => {
    const { startedAtMs, endedAtMs, requests, failure, findings } = is;
    if (endedAtMs === undefined || before.examinations[id]?.endedAtMs === endedAtMs) return [];
    const bad = findings.filter(({ state }) => state === 'failed' || state === 'warning').map(({ code }) => code);
    const codes = [...new Set([...(failure === undefined ? [] : [failure.code]), ...bad])].join(' ');
    const facts = `${requests} requests, ${took(startedAtMs, endedAtMs)}${codes === '' ? '' : `, ${codes}`}`;
    return [teller('connection', id)(`tested (${verdictOf(is)})`, facts)];
  });
}

function keyChanges({ secrets: before }: LoggedState, { secrets: after }: LoggedState): readonly Change[] {
  if (before === after) return [];
  const others = Object.entries(after).filter(([id, place]) => before[id] !== place);
  return others.map(([id, place]) => teller('connection', id)(`keys: ${place}`));
}

const connectionChanges = (before: LoggedState, after: LoggedState): readonly Change[] => [
  ...changesOf('connection', before.connections, after.connections, byId, ({ was, is, tell }) => {
    if (is === undefined) return [tell('removed')];
    if (was === undefined) return [tell('added', `provider ${is.provider}`)];
    const fields = changedFields(was, is);
    return only(fields.length > 0, () => tell('changed', fields.join(' ')));
  }),
  ...keyChanges(before, after),
  ...testChanges(before, after),
];

/** `nowMs`: Unix ms. */
export const changesBetween = (before: LoggedState, after: LoggedState, nowMs: number): readonly Change[] => [
  ...connectionChanges(before, after),
  ...pageChanges(before, after, nowMs),
  ...uploadChanges(before, after, nowMs),
  ...shareChanges(before, after),
  ...doorChanges(before, after),
  ...allRequestChanges(before, after),
];

/** One line each; more than ten that became the same are one line with their number: a thousand files must not push all else out of the log. */
export function linesOf(changes: readonly Change[]): readonly string[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const name = `${change.of} ${change.became}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [change]);
    else group.push(change);
  }
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike;
    return first !== undefined && alike.length > mostAlike
      ? [`${first.of}: ${alike.length} ${first.became}`]
      : alike.map(({ of, id, became, facts }) => `${of} ${id}: ${became}${facts === '' ? '' : `, ${facts}`}`);
  });
}
