// Why this exists: a failure as the window may see it: its words and flags, without its cause.
import type { FailureView } from '../../preload/views';
import { failureRules, type Failure } from '../domain/failure';
import { failureWords } from '../domain/failure-words';

export function failureView(failure: Failure): FailureView {
  const { message, safety, next, dataSafe } = failureWords(failure, 'window');
  const { kind, retryable } = failureRules[failure.code];
  return { code: failure.code, message, safety, next, dataSafe, retryable, keychain: kind === 'keychain' };
}
