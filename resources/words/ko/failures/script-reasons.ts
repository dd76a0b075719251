// The reasons in failures of options for scripts: the texts in Korean.
import type * as english from '../../en/failures/script-reasons';
import type { Translation } from '../../message-types';

export const scriptReasons: Translation<typeof english.scriptReasons> = {
  othersMayRead: '다른 사람도 읽을 수 있어요',
  caFileLarge: '파일이 너무 커요',
  scriptNoField: '“{{field}}”라는 필드가 없어요. 쓸 수 있는 필드: {{choices}}',
  scriptNameIsOption:
    '“{{name}}”, 이 이름의 파일이 여기에 있지만 옵션으로 읽혀요. 파일이라면 ./{{name}}처럼 앞에 ./를 붙이고, 옵션이라면 옵션과 파일 사이에 --를 넣으세요',
  scriptNotUtf8: '{{option}}에는 UTF-8로 된 값만 쓸 수 있어요',
  scriptPathNotUtf8: '경로가 UTF-8이 아니에요',
  scriptFormat: '--format에는 {{field}} 같은 필드를 써요. 쓸 수 있는 필드: {{choices}}',
  scriptOutputEmpty: '--output에는 파일이 필요해요',
  scriptOutputOdd: '--output에는 일반 파일만 쓸 수 있어요',
  scriptPassphraseFd: '--passphrase-fd에는 열린 파일의 번호를 써요. 0이나 3 이상이에요',
  scriptExecEmpty: '--exec에는 프로그램이 필요해요',
  scriptExecEnded: '{{code}}(으)로 끝났어요',
  scriptKeyInput: '--idempotency-key는 파일과 폴더에만 써요',
  scriptKeyOdd: '--idempotency-key에는 공백 없이 ASCII 글자, 숫자, 기호를 1자부터 255자까지 써요',
  scriptConfigKey: '설정 이름이 없어요',
  scriptConfigValue: '값이 없어요',
  scriptRetriesInput: '표준 입력은 한 번만 읽을 수 있어서 --retries와 함께 쓸 수 없어요',
  scriptRetries: '--retries에는 0부터 999까지의 수를 써요',
  scriptTimeout: '--timeout은 1s부터 20d까지의 시간이에요',
};
