// A failure as the window may see it: its words and flags, without its cause.
import { failureRules, type Failure } from '../core/model/failure';
import { failureWords } from '../core/wording/failure-words';
import type { FailureView } from '../../preload/views/failure-view';

export function failureView(failure: Failure): FailureView {
  const { message, safety, next } = failureWords(failure, 'window');
  return { code: failure.code, message, safety, next, keychain: failureRules[failure.code].kind === 'keychain' };
}
