// What few pages have, as rows: the change of a share that is under way, the file that a page forwards to, and how often one was rewritten in place.
import type { PageChange, PageDraft, RewrittenPage } from '../../core/model/share';
import type { PageLedger } from '../../core/ports/ledger';
import { listOf, maybe, number, object, oneOf, text } from '../files/shapes';
import { columns, maybeNumber, type Row } from './columns';
import { draftRow, toDraft } from './pages';
import type { Statements } from './statements';

export const pageChangesTable = `
CREATE TABLE page_changes (
  draft_id TEXT PRIMARY KEY REFERENCES page_drafts (id) ON DELETE CASCADE,
  -- As JSON: no query searches or sorts by it.
  change TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** Pages that are given only until their file is stored. */
export const forwardingPagesTable = `
CREATE TABLE forwarding_pages (
  draft_id TEXT PRIMARY KEY REFERENCES page_drafts (id) ON DELETE CASCADE,
  disposition TEXT NOT NULL CHECK (disposition IN ('attachment', 'inline'))
) STRICT, WITHOUT ROWID;
`;

export const rewrittenPagesTable = `
CREATE TABLE rewritten_pages (
  share_id TEXT PRIMARY KEY REFERENCES shares (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  -- The process that rewrites it now.
  writer_pid INTEGER
) STRICT, WITHOUT ROWID;
`;

const changeShape = object({ shareId: text, replaces: maybe(text), removes: listOf(text) });
const rewrittenColumns = columns({ shareId: text, revision: number, writerPid: maybeNumber });

const wholeDrafts = `SELECT page_drafts.*, page_changes.change, forwarding_pages.disposition FROM page_drafts
  LEFT JOIN page_changes ON page_changes.draft_id = page_drafts.id
  LEFT JOIN forwarding_pages ON forwarding_pages.draft_id = page_drafts.id ORDER BY page_drafts.rowid`;
const dispositionShape = oneOf('attachment', 'inline');

function toWholeDraft(row: unknown): PageDraft {
  const { change: text, disposition } = row as Row;
  const change: PageChange | undefined = typeof text === 'string' ? changeShape(JSON.parse(text)) : undefined;
  const forwards = disposition === null ? undefined : dispositionShape(disposition);
  return { ...toDraft(row), ...(change !== undefined && { change }), ...(forwards !== undefined && { forwards }) };
}

export const pagesOn = ({
  run,
  all,
  one,
  replace,
}: Pick<Statements, 'run' | 'all' | 'one' | 'replace'>): PageLedger => ({
  pageDrafts: () => all(wholeDrafts).map(toWholeDraft),
  savePageDraft(draft) {
    replace('page_drafts', draftRow(draft));
    const { id, change, forwards } = draft;
    if (change !== undefined) replace('page_changes', { draft_id: id, change: JSON.stringify(change) }, ['draft_id']);
    if (forwards !== undefined) replace('forwarding_pages', { draft_id: id, disposition: forwards }, ['draft_id']);
  },
  forgetPageDraft: (id) => run('DELETE FROM page_drafts WHERE id = :id', { id }),
  rewrittenPage(id) {
    const row = one('SELECT * FROM rewritten_pages WHERE share_id = :id', { id });
    return row === undefined ? undefined : (rewrittenColumns.read(row) satisfies RewrittenPage);
  },
  saveRewrittenPage: (page) => replace('rewritten_pages', rewrittenColumns.write(page), ['share_id']),
});
