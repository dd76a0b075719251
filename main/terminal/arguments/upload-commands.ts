// The commands of interrupted uploads and of their leftovers, and their arguments.
import type { CommandRule } from './command-rule';
import { readYes, shapeOptions } from '../scripts/script-arguments';
import { limitOptions, readLimits } from './share-arguments';

export const uploadCommands = {
  uploads: { operands: [], options: ['output', 'jsonl'], read: (_, common) => ({ kind: 'uploads', ...common }) },
  resume: {
    operands: [{ shown: 'ID', many: true }],
    options: [...limitOptions, 'quiet', ...shapeOptions, 'progress'],
    read: (values, common, ids) => ({
      kind: 'resume',
      ids,
      limits: readLimits(values),
      quiet: values.quiet,
      ...common,
    }),
  },
  cancel: {
    operands: [{ shown: 'ID', missing: 'the ID of the upload is missing' }],
    options: [],
    read: (_, common, operands) => ({ kind: 'cancel', uploadId: operands[0] ?? '', ...common }),
  },
  sweep: {
    operands: [],
    options: ['yes', 'dry-run'],
    read: (values, common) => ({ kind: 'sweep', yes: readYes(values), ...common }),
  },
} as const satisfies Readonly<Record<string, CommandRule>>;
