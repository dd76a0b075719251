// Tests ask which failure an action raises; anything that is no Failure is an error of the test itself.
import { Failure } from '../../main/core/model/failure';

function expected(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  throw new Error('something other than a Failure was raised', { cause: thrown });
}

/** The failure that `action` raises. */
export function caught(action: () => unknown): Failure {
  try {
    action();
  } catch (error) {
    return expected(error);
  }
  throw new Error('nothing was raised');
}

/** The failure that `promise` rejects with. */
export async function rejected(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    return expected(error);
  }
  throw new Error('nothing was raised');
}
