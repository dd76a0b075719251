// Rules of the organisation in the window: what they lock cannot be switched, and what goes around the window is refused all the same.
import type { Bridge } from '../../preload/bridge';
import { hasMounts, openRuledComputer } from '../cli/ruled-computer';
import { copiedLink, drop, expect, launch, quit, test } from './fixtures';
import { useThisComputer } from './window';

test.skip(!hasMounts, 'needs a mount namespace');

const rules = {
  allowedEndpoints: ['this-computer'],
  longestLifetimeSeconds: 3_600,
  network: false,
  fileRequests: false,
};

test('locked settings say by whom, and their channels refuse @deep', async ({ profileDir, file }) => {
  const computer = await openRuledComputer();
  const through = (program: string) => computer.scriptUnder(rules, program);
  const { app, page } = await launch({ profileDir, through });
  try {
    await useThisComputer(page);
    await page.getByRole('combobox', { name: 'Link expires in' }).click();
    const offers = await page.getByRole('option').allTextContents();
    expect(offers.join()).not.toMatch(/day/);
    await page.keyboard.press('Escape');
    await drop(page, [await file('a.txt', 'a file')]);
    const seconds = Number(new URL(await copiedLink(app)).searchParams.get('X-Amz-Expires'));
    expect(seconds).toBeLessThanOrEqual(3_600);

    await page
      .getByRole('link', { name: 'Settings' })
      .or(page.getByRole('button', { name: 'Settings' }))
      .first()
      .click();
    const network = page.getByRole('switch', { name: 'Open on this network' });
    await expect(network).toBeDisabled();
    await expect(network).toHaveAccessibleDescription('Set by your organisation');

    const refused = await page.evaluate(async () => {
      const { mayfly } = window as unknown as { readonly mayfly: Bridge };
      const outcome = await mayfly['reach:open']({ isOn: true, isDestination: false });
      return outcome.ok ? 'opened' : outcome.failure.code;
    });
    expect(refused).toBe('set-by-organisation');
  } finally {
    await quit(app);
    await computer.close();
  }
});
