// Changes of page shares that are under way, and how often their pages were rewritten in place, as rows.
import type { PageChange, PageDraft, RewrittenPage } from '../../core/model/share';
import type { PageLedger } from '../../core/ports/ledger';
import { listOf, maybe, number, object, text } from '../files/shapes';
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

const draftsWithChanges = `SELECT page_drafts.*, page_changes.change FROM page_drafts
  LEFT JOIN page_changes ON page_changes.draft_id = page_drafts.id ORDER BY page_drafts.rowid`;

function toChangingDraft(row: unknown): PageDraft {
  const text = (row as Row)['change'];
  const change: PageChange | undefined = typeof text === 'string' ? changeShape(JSON.parse(text)) : undefined;
  return { ...toDraft(row), ...(change !== undefined && { change }) };
}

export const pagesOn = ({
  run,
  all,
  one,
  replace,
}: Pick<Statements, 'run' | 'all' | 'one' | 'replace'>): PageLedger => ({
  pageDrafts: () => all(draftsWithChanges).map(toChangingDraft),
  savePageDraft(draft) {
    replace('page_drafts', draftRow(draft));
    const { id, change } = draft;
    if (change !== undefined) replace('page_changes', { draft_id: id, change: JSON.stringify(change) }, ['draft_id']);
  },
  forgetPageDraft: (id) => run('DELETE FROM page_drafts WHERE id = :id', { id }),
  rewrittenPage(id) {
    const row = one('SELECT * FROM rewritten_pages WHERE share_id = :id', { id });
    return row === undefined ? undefined : (rewrittenColumns.read(row) satisfies RewrittenPage);
  },
  saveRewrittenPage: (page) => replace('rewritten_pages', rewrittenColumns.write(page), ['share_id']),
});
