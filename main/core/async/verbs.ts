// Verbs are functions over a context; what the faces of the app call has the context in it already, and may be loaded with its first call.

/** The verbs of a module: its functions whose first parameter takes the context, without that parameter. */
export type Bound<C, M> = {
  [K in VerbsOf<C, M>]: M[K] extends (context: C, ...rest: infer A) => infer R ? (...rest: A) => R : never;
};

/** As `Bound`; each resolves to what the verb gives. */
export type BoundLate<C, M> = {
  [K in VerbsOf<C, M>]: M[K] extends (context: C, ...rest: infer A) => infer R
    ? (...rest: A) => Promise<Awaited<R>>
    : never;
};

type VerbsOf<C, M> = {
  [K in keyof M]: M[K] extends (context: C, ...rest: never[]) => unknown ? K : never;
}[keyof M];

type Verb<C> = (context: C, ...rest: readonly unknown[]) => unknown;

/** Gives the verbs their context. */
export function bind<C, M extends object>(context: C, verbs: M): Bound<C, M> {
  const named = Object.entries(verbs) as [string, Verb<C>][];
  const bound = named.map(([name, verb]) => [name, (...rest: readonly unknown[]) => verb(context, ...rest)]);
  return Object.fromEntries(bound) as Bound<C, M>;
}

/**
 * As `bind`, for a module that is loaded with the first call; a load that failed is tried again with the next. `names`: all verbs of the module,
 * held complete by its type. Each verb rejects with what loading raises, and what it raises itself.
 */
export function whenUsed<C, M extends object>(
  load: () => Promise<M>,
  context: C,
  names: Readonly<Record<VerbsOf<C, M>, true>>,
): BoundLate<C, M> {
  let loading: Promise<M> | undefined;
  const loaded = (): Promise<M> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const late = Object.keys(names).map((name) => [
    name,
    async (...rest: readonly unknown[]) => ((await loaded()) as Record<string, Verb<C>>)[name]?.(context, ...rest),
  ]);
  return Object.fromEntries(late) as BoundLate<C, M>;
}
