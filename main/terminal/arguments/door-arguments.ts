// The commands of doors and their arguments. People know a door as a short link.
import type { CommandRule, Operand } from './command-rule';
import { notBoth, usage } from './options';

const door: Operand = { shown: 'ID', missing: 'the ID of the short link is missing' };

/** `copy --door`. */
export const doorOfShare = { door: { said: 'doorOfShare' } } as const;

export const doorCommands = {
  doors: { operands: [], options: [], read: (_, common) => ({ kind: 'doors', ...common }) },
  door: {
    operands: [door],
    options: ['to', 'password-stdin', 'no-password'],
    needs: ['to'],
    own: { to: { said: 'doorTo', operand: 'FILE|ID' } },
    read(values, common, [id = '']) {
      notBoth(values, 'password-stdin', 'no-password');
      const { to, 'password-stdin': fromInput, 'no-password': none } = values;
      if (to === undefined || to === '') throw usage('{{option}} needs {{needed}}', { option: 'door', needed: '--to' });
      return { kind: 'door', ...common, id, to, password: fromInput ? 'from-input' : none ? 'none' : undefined };
    },
  },
} as const satisfies Readonly<Record<string, CommandRule>>;
