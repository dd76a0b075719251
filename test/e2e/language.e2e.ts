// On a Korean system everything is Korean from the first moment, and another language is chosen without a restart.
import { below, labels } from './desktop-bus';
import { test } from './desktop-test';
import { clipboardText, copiedLink, drop, expect, setClipboard } from './fixtures';

// Without the locale installed, names of files outside ASCII do not reach Chromium: this one is called in English.
test.use({ launchEnv: { LC_ALL: 'ko_KR.UTF-8', LANGUAGE: 'ko' } });

test('window, tray, questions, notifications and links speak Korean, and English once it is chosen', async ({
  desktop,
  app,
  page,
  file,
}) => {
  const icon = await desktop.icon();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  expect(labels(await icon.menu())).toContain('클립보드 공유');

  // The main job, in the window.
  await page.getByRole('button', { name: '설정' }).click();
  await page.getByRole('combobox', { name: '링크를 복사하는 형식' }).click();
  await page.getByRole('option', { name: '설명과 링크' }).click();
  await page.getByRole('button', { name: '공유', exact: true }).click();
  await drop(page, [await file('report.txt', '내용')]);
  const row = page.getByRole('list', { name: '공유' }).getByRole('listitem', { name: 'report.txt' });
  await expect(row).toContainText('남음');
  await expect
    .poll(() => clipboardText(app))
    .toMatch(/^report\.txt, 6바이트, \d+월 \d+일 \([월화수목금토일]\) .+까지: http/);

  // The tray, its question and what it tells.
  await expect.poll(async () => labels(await icon.menu())).toContain('최근 링크');
  const asked = await app.evaluate(({ dialog }) => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    dialog.showMessageBox = async (...args: unknown[]) => {
      const options = args.at(-1) as { readonly message: string; readonly detail: string; readonly buttons: string[] };
      seen.push(options.message, options.detail, ...options.buttons);
      return { response: 0, checkboxChecked: false };
    };
    return seen;
  });
  expect(asked).toEqual([]);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await expect.poll(async () => (await below(icon, '최근 링크')).length).toBe(1);
  await icon.click('최근 링크', 'report.txt (이 컴퓨터에서만)', '회수…');
  await expect.poll(() => desktop.notifications.at(-1)?.summary).toBe('링크를 회수했어요');
  expect(await app.evaluate(() => (globalThis as unknown as { readonly seen: string[] }).seen)).toEqual([
    '“report.txt” 링크를 회수할까요?',
    '저장된 사본을 지워서 누구도 링크를 열 수 없게 돼요. 원본 파일은 그대로 있어요.',
    '지우고 회수',
    '링크 유지',
  ]);
  await setClipboard(app, '');
  await icon.click('클립보드 공유');
  await expect
    .poll(() => desktop.notifications.map(({ summary }) => summary))
    .toContain('클립보드에 파일, 그림, 글이 없어요.');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  await expect(page.getByRole('alert').getByText('클립보드에 파일, 그림, 글이 없어요.')).toBeVisible();

  // Another language, at once: what main said before is said anew, too.
  await page.getByRole('button', { name: '설정' }).click();
  await page.getByRole('combobox', { name: '언어' }).click();
  await page.getByRole('option', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Language' })).toBeFocused();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('alert').getByText('The clipboard holds no file, picture or text.')).toBeVisible();
  await expect.poll(async () => labels(await icon.menu())).toContain('Share clipboard');
  await setClipboard(app, 'x');
  await icon.click('Share clipboard');
  await copiedLink(app);
  expect(await clipboardText(app)).toMatch(/^Text .*\.txt, 1 byte, until /);
});
