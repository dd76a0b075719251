// One request of the border: a schema of what goes in, and the type of what comes out.
import type * as z from 'zod';

export interface RequestSpec<I, O> {
  readonly input: z.ZodType<I>;
  /** Never called: carries the type of the answer. */
  readonly output: () => O;
}

export const request =
  <I>(input: z.ZodType<I>) =>
  <O>(): RequestSpec<I, O> => ({
    input,
    output: () => {
      throw new Error('a type only');
    },
  });
