// The screens and states worth a picture: a scene, and what to do in it, in English. `everywhere`: also small, with large text and with
// more contrast.
const go = (name) => (page) => page.getByRole('navigation').getByRole('button', { name }).click();
const openForm = async (page) => {
  await go('Connections')(page);
  await page.getByRole('button', { name: 'Add connection' }).click();
};
const chooseProvider = async (page, name) => {
  await page.getByRole('combobox', { name: 'Provider' }).click();
  await page.getByRole('option', { name, exact: true }).click();
};
const fillForm = async (page) => {
  await openForm(page);
  await page.getByLabel('Name').fill('Attic NAS');
  await page.getByLabel('Endpoint').fill('http://nas.home:9000');
  await page.getByLabel('Bucket').fill('drop');
  await page.getByLabel('Access key ID').fill('AKIAIOSFODNN7EXAMPLE');
  await page.getByLabel('Secret access key').fill('not a secret');
};

const openMenu = (page) => page.getByRole('button', { name: 'More', exact: true }).first().click();
const openRequestForm = async (page) => {
  await page.getByRole('button', { name: 'More ways to share' }).click();
  await page.getByRole('menuitem', { name: 'Request files' }).click();
};
const openDialog = (name) => async (page) => {
  await openMenu(page);
  await page.getByRole('menuitem', { name }).click();
};

const openOptions = (page) => page.getByRole('button', { name: 'Options' }).click();
const openDetails = (page) => page.locator('[data-act="details"]').first().click();

const openRequest = async (page) => {
  await go('Requests')(page);
  await page
    .getByRole('button', { name: /^Show / })
    .first()
    .click();
};

/** What the window asks for and main has not answered. */
const hold = (page, name) => page.evaluate((asked) => window.gallery.answer(asked, () => new Promise(() => {})), name);

/** What to show: a scene, and what to do in it; `again`: what to do once more after the language changed. */
export const pictures = [
  { name: 'first-run', everywhere: true, group: 'Shares', title: 'First run', scene: 'first-run' },
  { name: 'first-links', everywhere: true, group: 'Shares', title: 'First links', scene: 'first-links' },
  {
    name: 'ways',
    group: 'Shares',
    title: 'More ways to share',
    scene: 'shares',
    steps: (page) => page.getByRole('button', { name: 'More ways to share' }).click(),
  },
  {
    name: 'chips',
    everywhere: true,
    group: 'Shares',
    title: 'What is switched on',
    scene: 'shares',
    steps: async (page) => {
      await openOptions(page);
      await page.getByRole('switch', { name: 'Encrypt' }).click();
      await page.getByRole('textbox', { name: 'Password' }).fill('Alfama at dusk');
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'network-asked',
    everywhere: true,
    group: 'Shares',
    title: 'Open on this network?',
    scene: 'first-links',
    steps: async (page) => {
      await page.getByRole('combobox', { name: 'Files go to' }).click();
      await page.getByRole('option', { name: 'This network…' }).click();
      await page.getByRole('dialog', { name: 'Open on this network?' }).waitFor();
    },
  },
  { name: 'network', everywhere: true, group: 'Shares', title: 'Links that open on this network', scene: 'network' },
  {
    name: 'network-settings',
    everywhere: true,
    group: 'Settings',
    title: 'Where links of this computer open',
    scene: 'network',
    steps: async (page) => {
      await go('Settings')(page);
      await page.getByRole('switch', { name: 'Ask for a PIN' }).scrollIntoViewIfNeeded();
      await page.getByRole('button', { name: 'New PIN' }).scrollIntoViewIfNeeded();
    },
    again: (page) => page.locator('output').scrollIntoViewIfNeeded(),
  },
  { name: 'empty', everywhere: true, group: 'Shares', title: 'Nothing shared yet', scene: 'empty' },
  { name: 'busy', group: 'Shares', title: 'Uploads running, verifying, paused, waiting', scene: 'busy' },
  { name: 'shares', everywhere: true, group: 'Shares', title: 'Shares of every kind', scene: 'shares' },
  { name: 'copied', group: 'Shares', title: 'Link copied', scene: 'copied' },
  {
    name: 'failed',
    everywhere: true,
    group: 'Shares',
    title: 'Uploads offline, without credentials, failed',
    scene: 'failed',
  },
  {
    name: 'cancelled',
    group: 'Shares',
    title: 'All uploads cancelled, to be undone',
    scene: 'cancelled',
  },
  { name: 'many', group: 'Shares', title: 'Hundreds of uploads', scene: 'many' },
  {
    name: 'requests',
    everywhere: true,
    group: 'Requests',
    title: 'Requests of every kind',
    scene: 'requests',
    steps: go('Requests'),
  },
  {
    name: 'requests-devices',
    everywhere: true,
    group: 'Requests',
    title: 'What devices sent',
    scene: 'requests',
    async steps(page) {
      await page.getByRole('navigation').getByRole('button', { name: 'Requests' }).click();
      await page.getByRole('button', { name: 'files from Pixel 9' }).first().click();
    },
    again: (page) => page.locator('li[data-open="true"]').scrollIntoViewIfNeeded(),
  },
  {
    name: 'standing-short-links',
    everywhere: true,
    group: 'Requests',
    title: 'Send to my computer, without short links',
    scene: 'no-requests',
    steps: async (page) => {
      await go('Requests')(page);
      await page.getByRole('button', { name: 'Send to my computer' }).click();
      await page.getByRole('dialog', { name: 'Short links' }).waitFor();
    },
  },
  {
    name: 'no-requests',
    everywhere: true,
    group: 'Requests',
    title: 'No requests yet',
    scene: 'no-requests',
    steps: go('Requests'),
  },
  {
    name: 'request-form',
    everywhere: true,
    group: 'Requests',
    title: 'Request files',
    scene: 'requests',
    steps: openRequestForm,
  },
  {
    name: 'request-form-advanced',
    everywhere: true,
    group: 'Requests',
    title: 'Request files, with its rarer choices',
    scene: 'requests',
    steps: async (page) => {
      await openRequestForm(page);
      await page.getByRole('button', { name: 'Advanced' }).click();
      await page.getByRole('switch', { name: 'Short link' }).scrollIntoViewIfNeeded();
    },
    again: (page) => page.getByRole('dialog').getByRole('switch').last().scrollIntoViewIfNeeded(),
  },
  {
    name: 'request-refused',
    group: 'Requests',
    title: 'A connection that takes no requests',
    scene: 'no-requests',
    steps: openRequestForm,
  },
  {
    name: 'request-details',
    everywhere: true,
    group: 'Requests',
    title: 'What arrived',
    scene: 'requests',
    steps: openRequest,
  },
  {
    name: 'request-edit',
    group: 'Requests',
    title: 'Editing a request',
    scene: 'requests',
    steps: async (page) => {
      await openRequest(page);
      await openDialog('Edit…')(page);
    },
  },
  {
    name: 'request-close',
    group: 'Requests',
    title: 'Closing a request',
    scene: 'requests',
    steps: async (page) => {
      await go('Requests')(page);
      await page.getByRole('button', { name: 'Close request' }).first().click();
    },
  },
  {
    name: 'revoke',
    group: 'Shares',
    title: 'Taking a link back',
    scene: 'shares',
    steps: (page) => page.getByRole('button', { name: 'Take back' }).first().click(),
  },
  {
    name: 'expiry',
    group: 'Shares',
    title: 'How long a link lives',
    scene: 'shares',
    steps: (page) => page.getByRole('combobox', { name: 'Link expires in' }).click(),
  },
  {
    name: 'custom-expiry',
    group: 'Shares',
    title: 'A custom life',
    scene: 'shares',
    steps: async (page) => {
      await page.getByRole('combobox', { name: 'Link expires in' }).click();
      await page.getByRole('option', { name: 'Custom…' }).click();
      await page.getByLabel('Amount').fill('9');
    },
  },
  {
    name: 'dragging',
    group: 'Shares',
    title: 'Files over the window',
    scene: 'shares',
    steps: async (page) => {
      const cdp = await page.context().newCDPSession(page);
      const data = { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver']) {
        await cdp.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
      }
    },
  },
  {
    name: 'dragging-onto',
    group: 'Shares',
    title: 'Files over the row of a page share',
    scene: 'shares',
    steps: async (page) => {
      const cdp = await page.context().newCDPSession(page);
      const data = { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver']) {
        await cdp.send('Input.dispatchDragEvent', { type, x: 400, y: 244, data });
      }
    },
  },
  {
    name: 'words',
    group: 'Shares',
    title: 'Title and message of a page',
    scene: 'shares',
    steps: async (page) => {
      await openOptions(page);
      await page.getByRole('button', { name: 'Add a message…' }).click();
      await page.getByLabel('Title').fill('Lisbon, October');
    },
  },
  {
    name: 'encrypt',
    everywhere: true,
    group: 'Shares',
    title: 'Encrypt, with a password',
    scene: 'shares',
    steps: async (page) => {
      await openOptions(page);
      await page.getByRole('switch', { name: 'Encrypt' }).click();
      await page.getByRole('textbox', { name: 'Password' }).fill('Alfama at dusk');
    },
    again: (page) => page.locator('[autocomplete="new-password"]').scrollIntoViewIfNeeded(),
  },
  {
    name: 'encrypt-demanded',
    group: 'Shares',
    title: 'A connection that demands encryption',
    scene: 'demanded',
    steps: openOptions,
  },
  { name: 'menu', group: 'Shares', title: 'Menu of a share', scene: 'shares', steps: openMenu },
  {
    name: 'copy-as',
    group: 'Shares',
    title: 'Copy as',
    scene: 'shares',
    steps: async (page) => {
      await openMenu(page);
      await page.getByRole('menuitem', { name: 'Copy as' }).click();
    },
  },
  {
    name: 'door-name',
    everywhere: true,
    group: 'Shares',
    title: 'A short link with a name',
    scene: 'shares',
    steps: async (page) => {
      await openOptions(page);
      await page.getByRole('textbox', { name: 'Name of the short link' }).fill('wedding');
    },
    again: (page) => page.locator('input[maxlength="64"]').scrollIntoViewIfNeeded(),
  },
  {
    name: 'change-password',
    everywhere: true,
    group: 'Dialogs',
    title: 'Another password',
    scene: 'shares',
    steps: openDialog('Change password…'),
  },
  {
    name: 'door',
    everywhere: true,
    group: 'Dialogs',
    title: 'Where a short link leads',
    scene: 'shares',
    steps: openDialog('Short link…'),
  },
  {
    name: 'door-revoke',
    group: 'Dialogs',
    title: 'Taking a short link back',
    scene: 'shares',
    steps: async (page) => {
      await openDialog('Short link…')(page);
      await page.getByRole('button', { name: 'Take back…' }).click();
    },
  },
  {
    name: 'end',
    everywhere: true,
    group: 'Dialogs',
    title: 'Change end',
    scene: 'shares',
    steps: openDialog('Change end…'),
  },
  {
    name: 'end-choice',
    group: 'Dialogs',
    title: 'Change end, after a time',
    scene: 'shares',
    steps: async (page) => {
      await openDialog('Change end…')(page);
      await page.getByRole('radio', { name: 'After a time' }).click();
      await page.getByRole('combobox', { name: 'New link expires in' }).click();
      await page.getByRole('option', { name: '7 days' }).hover();
    },
  },
  {
    name: 'rule',
    group: 'Dialogs',
    title: 'Clean-up rule of a bucket',
    scene: 'shares',
    steps: async (page) => {
      await go('Connections')(page);
      await page.getByRole('button', { name: 'More', exact: true }).first().click();
      await page.getByRole('menuitem', { name: 'Clean-up rule…' }).click();
    },
  },
  {
    name: 'qr',
    group: 'Dialogs',
    title: 'The code of a link',
    scene: 'shares',
    steps: openDialog('Show code'),
    everywhere: true,
  },
  { name: 'removed', group: 'Shares', title: 'Removed, renewed: notices', scene: 'removed' },
  {
    name: 'details',
    everywhere: true,
    group: 'Shares',
    title: 'Details of a page',
    scene: 'shares',
    steps: openDetails,
  },
  { name: 'sending', everywhere: true, group: 'Shares', title: 'A link whose file is still sent', scene: 'sending' },
  {
    name: 'in-step',
    everywhere: true,
    group: 'Shares',
    title: 'A page that follows its folder, out of step',
    scene: 'sending',
    steps: async (page) => {
      await page.locator('[data-act="details"]').nth(2).click();
      await page.getByRole('switch', { name: /^Keep in step|^폴더와/ }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'becomes-page',
    group: 'Shares',
    title: 'A second file for a share of one',
    scene: 'sending',
    steps: async (page) => {
      await page.locator('[data-act="details"]').nth(3).click();
      await page.getByRole('button', { name: /^Add files|^파일 추가/ }).click();
    },
  },
  {
    name: 'details-awaited',
    group: 'Shares',
    title: 'Details on their way',
    scene: 'shares',
    steps: async (page) => {
      await hold(page, 'shares:details');
      await openDetails(page);
    },
  },
  { name: 'history', group: 'Shares', title: 'History', scene: 'history' },
  {
    name: 'nothing-found',
    group: 'Shares',
    title: 'Nothing found',
    scene: 'history',
    steps: async (page) => {
      await page.evaluate(() => window.gallery.answer('shares:find', { ok: true, value: { total: 0, shares: [] } }));
      await page.getByLabel('Search shares').fill('nowhere');
    },
  },
  { name: 'connections', group: 'Connections', title: 'Connections', scene: 'shares', steps: go('Connections') },
  {
    name: 'examined',
    everywhere: true,
    group: 'Connections',
    title: 'The doctor: running and failed',
    scene: 'examined',
    steps: go('Connections'),
  },
  {
    name: 'connection-menu',
    group: 'Connections',
    title: 'Menu of a connection',
    scene: 'shares',
    steps: async (page) => {
      await go('Connections')(page);
      await page.getByRole('button', { name: 'More', exact: true }).last().click();
    },
  },
  {
    name: 'connection-remove',
    group: 'Connections',
    title: 'Removing one with live links',
    scene: 'shares',
    steps: async (page) => {
      await page.evaluate(() =>
        window.gallery.answer('connections:live-links', { ok: true, value: { live: 12, linked: 1 } }),
      );
      await go('Connections')(page);
      await page.getByRole('button', { name: 'More', exact: true }).first().click();
      await page.getByRole('menuitem', { name: 'Remove…' }).click();
      await page.getByRole('radio', { name: 'Take them back now' }).click();
    },
  },
  {
    name: 'connection-remove-awaited',
    group: 'Connections',
    title: 'Removing one, its links being counted',
    scene: 'shares',
    steps: async (page) => {
      await hold(page, 'connections:live-links');
      await go('Connections')(page);
      await page.getByRole('button', { name: 'More', exact: true }).first().click();
      await page.getByRole('menuitem', { name: 'Remove…' }).click();
    },
  },
  {
    name: 'connection-rename',
    group: 'Connections',
    title: 'Rename',
    scene: 'shares',
    steps: async (page) => {
      await go('Connections')(page);
      await page.getByRole('button', { name: 'More', exact: true }).first().click();
      await page.getByRole('menuitem', { name: 'Rename…' }).click();
    },
  },
  {
    name: 'connection-short-links',
    everywhere: true,
    group: 'Connections',
    title: 'Short links',
    scene: 'shares',
    steps: async (page) => {
      await go('Connections')(page);
      await page.getByRole('button', { name: 'More', exact: true }).first().click();
      await page.getByRole('menuitem', { name: 'Short links…' }).click();
    },
  },
  {
    name: 'connection-short-links-tested',
    everywhere: true,
    group: 'Connections',
    title: 'Short links behind a cache',
    scene: 'shares',
    steps: async (page) => {
      await go('Connections')(page);
      await page.getByRole('button', { name: 'More', exact: true }).first().click();
      await page.getByRole('menuitem', { name: 'Short links…' }).click();
      await page.getByRole('button', { name: 'Test and save' }).click();
    },
  },
  {
    name: 'destination',
    group: 'Shares',
    title: 'Where files go',
    scene: 'shares',
    steps: (page) => page.getByRole('combobox', { name: 'Files go to' }).click(),
  },
  {
    name: 'no-connections',
    group: 'Connections',
    title: 'No connection',
    scene: 'no-connections',
    steps: go('Connections'),
  },
  {
    name: 'form-provider',
    everywhere: true,
    group: 'Connections',
    title: 'Form of a provider',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await chooseProvider(page, 'Cloudflare R2');
    },
  },
  {
    name: 'form-providers',
    group: 'Connections',
    title: 'Choice of provider',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('combobox', { name: 'Provider' }).click();
    },
  },
  {
    name: 'form-advanced',
    group: 'Connections',
    title: 'Advanced',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('button', { name: 'Advanced' }).click();
      await page.getByRole('radio', { name: 'Teal' }).click();
      await page.getByLabel('Certificate authorities').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'form-short-links',
    everywhere: true,
    group: 'Connections',
    title: 'Short links in the form',
    scene: 'shares',
    steps: async (page) => {
      await go('Connections')(page);
      await page.getByRole('button', { name: 'Edit' }).first().click();
      const advanced = page.getByRole('button', { name: 'Advanced' });
      if ((await advanced.getAttribute('aria-expanded')) === 'false') await advanced.click();
      await page.getByRole('group', { name: 'Short links' }).scrollIntoViewIfNeeded();
    },
    again: (page) => page.locator('fieldset').nth(4).scrollIntoViewIfNeeded(),
  },
  {
    name: 'form-profile',
    group: 'Connections',
    title: 'AWS profile',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('radio', { name: 'AWS profile' }).click();
      await page.getByRole('combobox', { name: 'AWS profile' }).click();
      await page.getByRole('option', { name: 'studio-admin' }).click();
    },
  },
  {
    name: 'form-paste',
    group: 'Connections',
    title: 'Paste keys',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('radio', { name: 'Paste' }).click();
      await page.getByRole('textbox', { name: 'Text with keys' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'form-pasted',
    group: 'Connections',
    title: 'Keys pasted',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('radio', { name: 'Paste' }).click();
      await page.getByRole('textbox', { name: 'Text with keys' }).fill('export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE');
      await page.getByRole('button', { name: 'Paste others' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'form-session',
    group: 'Connections',
    title: 'Temporary credentials',
    scene: 'shares',
    steps: async (page) => {
      await fillForm(page);
      await page.getByLabel('Session token').fill('not a token');
      await page.getByLabel('Session ends').fill('2030-01-01T10:00');
    },
  },
  {
    name: 'form-errors',
    group: 'Connections',
    title: 'Form with errors',
    scene: 'shares',
    steps: async (page) => {
      await openForm(page);
      await page.getByRole('button', { name: 'Save connection' }).click();
    },
    again: (page) => page.locator('[type="submit"]').click(),
  },
  {
    name: 'form-tested',
    group: 'Connections',
    title: 'The doctor: works, with limits',
    scene: 'shares',
    steps: async (page) => {
      await fillForm(page);
      await page.getByRole('button', { name: 'Test connection' }).click();
      await page.getByRole('region', { name: 'Connection test' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'form-keychain',
    group: 'Connections',
    title: 'The keychain refused',
    scene: 'shares',
    steps: async (page) => {
      await fillForm(page);
      await page.getByRole('button', { name: 'Save connection' }).click();
      await page.getByRole('button', { name: 'Keep for this session only' }).scrollIntoViewIfNeeded();
    },
  },
  { name: 'settings', everywhere: true, group: 'Settings', title: 'Settings', scene: 'shares', steps: go('Settings') },
  {
    name: 'settings-proxy',
    group: 'Settings',
    title: 'Proxies',
    scene: 'shares',
    steps: async (page) => {
      await go('Settings')(page);
      await page.getByRole('button', { name: 'Advanced' }).click();
      await page.getByLabel('Proxy name').first().scrollIntoViewIfNeeded();
      await page.getByLabel('Proxy name').first().focus();
    },
  },
  {
    name: 'settings-broken',
    group: 'Settings',
    title: 'Keychain failure',
    scene: 'keychain-broken',
    steps: go('Settings'),
  },
  {
    name: 'settings-update',
    group: 'Settings',
    title: 'A newer version',
    scene: 'update',
    steps: async (page) => {
      await go('Settings')(page);
      await page.getByRole('button', { name: 'Install and restart' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-desktop',
    group: 'Settings',
    title: 'Appearance, keychain, updates',
    scene: 'shares',
    steps: async (page) => {
      await go('Settings')(page);
      await page.getByRole('button', { name: 'Keyboard' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'keyboard',
    everywhere: true,
    group: 'Dialogs',
    title: 'Keys',
    scene: 'shares',
    steps: (page) => page.keyboard.press('?'),
  },
  { name: 'proposal', group: 'Dialogs', title: 'A link proposes to share', scene: 'proposal' },
  { name: 'nearby', group: 'Shares', title: 'Devices nearby', scene: 'nearby', everywhere: true },
  {
    name: 'nearby-device',
    group: 'Shares',
    title: 'Files go to a device',
    scene: 'nearby',
    async steps(page) {
      await page.getByRole('combobox', { name: 'Files go to' }).click();
      await page.getByRole('option', { name: 'Pixel 9' }).click();
      await page.getByRole('combobox', { name: 'Files go to' }).click();
    },
  },
  { name: 'nearby-offer', group: 'Dialogs', title: 'Receive files?', scene: 'nearby-offer', everywhere: true },
  { name: 'compact', group: 'Shares', title: 'Compact', scene: 'compact' },
  {
    name: 'region',
    group: 'Shelf',
    title: 'A part of the screen',
    scene: 'empty',
    document: 'region.html',
    async steps(page) {
      await page.getByText('Esc').waitFor();
      await page.mouse.move(240, 120);
      await page.mouse.down();
      await page.mouse.move(640, 400);
      await page.mouse.up();
    },
  },
  { name: 'shelf', group: 'Shelf', title: 'Shelf', scene: 'empty', shelf: true },
  { name: 'shelf-busy', group: 'Shelf', title: 'Shelf, uploading', scene: 'shelf-busy', shelf: true },
  { name: 'shelf-copied', group: 'Shelf', title: 'Shelf, link copied', scene: 'shelf-copied', shelf: true },
  { name: 'shelf-failed', group: 'Shelf', title: 'Shelf, failure', scene: 'shelf-failed', shelf: true },
];
