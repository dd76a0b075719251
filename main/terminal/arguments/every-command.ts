// What every command of the terminal takes.

export interface Common {
  readonly json: boolean;
  readonly profileDir: string | undefined;
}
