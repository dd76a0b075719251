// What a process without rights sees of a path; root cannot play it.
import { createFiles } from '../../main/adapters/files/files';
import { asFailure, type Failure } from '../../main/core/model/failure';

const words = ({ code, detail }: Failure) => (detail.reason === undefined ? code : `${code}: ${detail.reason}`);

const files = createFiles();
try {
  const found = await files.find(process.argv[2] ?? '');
  const opened = await Promise.all(
    found.files.map(async ({ path }) => {
      try {
        await (await files.open(path)).close();
        return 'read';
      } catch (error) {
        return words(asFailure(error));
      }
    }),
  );
  const refused = found.refused.map(({ name, failure }) => `${name}: ${failure.code}`);
  console.log(JSON.stringify({ found: found.files.map(({ name }) => name), refused, opened }));
} catch (error) {
  console.log(JSON.stringify({ failed: words(asFailure(error)) }));
}
