// How the files are had without this page: by `curl` and `age`, in a shell. Everything in it is text that the shell takes as it is.

/** For the shell of POSIX: nothing within single quotes means anything. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export interface CommandFile {
  /** Below the folder of the shell, without `..`; unique. */
  readonly path: string;
  /** Absolute, presigned. */
  readonly url: string;
}

/** Saves every file, in the folder where it runs. */
export function fileCommands(identity: string, files: readonly CommandFile[]): string {
  const folders = new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1)).filter(Boolean));
  return [
    `(umask 077; echo ${quoted(identity)} > key.txt)`,
    ...Array.from(folders, (folder) => `mkdir -p ${quoted(`./${folder}`)}`),
    ...files.map(({ path, url }) => `curl -fsS ${quoted(url)} | age -d -i key.txt -o ${quoted(`./${path}`)}`),
  ].join('\n');
}
