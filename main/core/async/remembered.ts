// Keeps the last result of a function that is asked for the same thing thousands of times.

/** `make`, which is not called again for the input it was last called for. */
export function remembered<Input, Output>(make: (input: Input) => Output): (input: Input) => Output {
  let last: { readonly input: Input; readonly output: Output } | undefined;
  return (input) => {
    if (last === undefined || last.input !== input) last = { input, output: make(input) };
    return last.output;
  };
}
