// What every command of the terminal takes.

export interface Common {
  readonly json: boolean;
  readonly verbose?: true;
  readonly profileDir: string | undefined;
}
