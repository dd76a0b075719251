// The commands of Mayfly and of its peers for one place: each tool with its defaults, except for the endpoint and no check of the bucket.
import { utimesSync } from 'node:fs';
import { cliPath } from '../build.mjs';
import { bucket } from '../workshop.mjs';

/** Makes files look changed: a stored connection copies a file in the bucket that it has stored already. */
export function touch(files) {
  const now = new Date();
  for (const file of files) utimesSync(file, now, now);
}

/** Each function gives a list of contenders for `inTurn`, empty where the program is not on this machine. */
export function contendersAt(place, { workshop, programs }) {
  const { endpoint, env, caFile, serverCpuSeconds = () => 0 } = place;
  const trusting = (option) => (caFile === undefined ? [] : [option, caFile]);
  const measured =
    (program, args, extra = {}) =>
    async () => {
      const before = serverCpuSeconds();
      const result = await workshop.run(program, args, { ...env, ...extra });
      return { ...result, serverCpuSeconds: serverCpuSeconds() - before };
    };
  const of = (program, name, args) =>
    program === undefined ? [] : [{ name, program, args, run: measured(program, args) }];
  const { curl, minio, rclone, aws } = programs;
  // With a provider named, rclone sends no request to detect it; it reads no configuration file.
  const rcloneFlags = ['--config', '', '--s3-endpoint', endpoint, '--s3-provider', 'Other', '--s3-env-auth'];
  const withRclone = (name, args) =>
    of(rclone, name, [...args, ...rcloneFlags, '--s3-no-check-bucket', ...trusting('--ca-cert')]);
  const withAws = (name, args) =>
    of(aws, name, ['s3', 'cp', '--only-show-errors', '--endpoint-url', endpoint, ...trusting('--ca-bundle'), ...args]);

  return {
    /** `runtime`: the program that runs the command, and what its environment needs for that; else this Node. */
    mayfly(name, files, runtime = { program: process.execPath }) {
      const args = [cliPath, 'share', '--no-page', '--quiet', ...files, ...place.mayfly];
      const run = measured(runtime.program, args, runtime.env);
      const share = async () => {
        touch(files);
        const result = await run();
        const links = new Set(result.stdout.split('\n').filter((line) => line.includes('X-Amz-Signature=')));
        if (links.size !== files.length) throw new Error(`${links.size} links were printed`);
        return result;
      };
      return [{ name, program: runtime.program, args, run: share }];
    },
    curl: (name, file) =>
      of(curl, name, [
        '-sf',
        ...trusting('--cacert'),
        '-o',
        workshop.at('answer'),
        '-T',
        file,
        `${endpoint}/${bucket}/curl.bin`,
      ]),
    minioFile: (name, file) => of(minio, name, ['--quiet', 'cp', file, `bench/${bucket}/minio.bin`]),
    minioFolder: (name, folder) => of(minio, name, ['--quiet', 'cp', '-r', `${folder}/`, `bench/${bucket}/minio/`]),
    rcloneFile: (name, file, ...flags) => withRclone(name, ['copyto', file, `:s3:${bucket}/rclone.bin`, ...flags]),
    rcloneFolder: (name, folder, transfers) =>
      withRclone(name, ['copy', folder, `:s3:${bucket}/rclone`, '--transfers', `${transfers}`]),
    awsFile: (name, file) => withAws(name, [file, `s3://${bucket}/aws.bin`]),
    awsFolder: (name, folder) => withAws(name, ['--recursive', folder, `s3://${bucket}/aws`]),
  };
}
