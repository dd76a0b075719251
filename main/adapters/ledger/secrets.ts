// The secrets of encrypted shares and requests as rows.
import type { SealedSecretsRow } from '../../core/model/encryption';
import { columns, maybeText, type Row } from './columns';
import { text } from '../files/shapes';

const secretColumns = columns({ shareId: text, sealed: text, manifest: maybeText });

export const toSecrets = (row: unknown): SealedSecretsRow => secretColumns.read(row);

export const secretsRow = (secrets: SealedSecretsRow): Row => secretColumns.write({ ...secrets });
