// Makes what a draft is for, once its files are stored: a share with a page, or the change of a share that is there.
import type { ShareSecretsStore } from '../encryption/encryption';
import type { GivenContext } from '../given/given';
import type { Shared } from '../model/share-request';
import type { Ports } from '../ports/ports';
import type { ConnectionPool } from '../storage/storage';
import { finishPage } from './finish-page';
import { filesOf, type Page } from './page-entry';

interface MakingPage {
  readonly ports: Ports;
  readonly access: ConnectionPool;
  readonly secrets: Pick<ShareSecretsStore, 'finish' | 'renewed' | 'fragmentOf' | 'manifestIn'>;
  readonly given: Pick<GivenContext, 'known' | 'mutex' | 'now'>;
}

/** Raises what `finishPage`, `finishFile` and `changePage` raise. */
export async function makePage(page: Page, { ports, access, secrets, given }: MakingPage): Promise<Shared> {
  const files = filesOf(page);
  if (page.draft.change !== undefined) {
    return (await import('./change-page')).changePage({ ...given, ports, secrets }, page.draft, files);
  }
  const [only] = files;
  const { forwards } = page.draft;
  if (forwards !== undefined && only !== undefined) {
    const { finishFile } = await import('./finish-file');
    return access.withConnection(page.choice, (open) => finishFile(page, only, forwards, open, ports));
  }
  return access.withConnection(page.choice, (open) => finishPage(page, files, open, ports, secrets));
}
