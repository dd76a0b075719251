// Docs/providers.md is made from the table; a page that is older than the table fails here, and
// `npm run docs:tables` makes it anew.
import { expect, test } from 'vitest';
import { providers } from '../../main/core/providers/providers-table';
import { providersPage } from './providers-page';

test('docs/providers.md is what the table says', async () => {
  await expect(providersPage(providers)).toMatchFileSnapshot('../../docs/providers.md');
});

test('every fact of a provider of others has a document behind it', () => {
  const without = providers.filter(({ id, sources }) => id !== 'other' && sources.length === 0);
  expect(without).toEqual([]);
});
