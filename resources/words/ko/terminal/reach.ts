// `--nearby` in the terminal: the texts in Korean.
import type * as english from '../../en/terminal/reach';
import type { Translation } from '../../message-types';

export const onNetwork: Translation<typeof english.onNetwork> = {
  opens: '이 명령이 실행되는 동안 링크가 이 네트워크에서 열려요.',
  firewall: '{{name}} 방화벽이 다른 사람을 막을 수 있어요. 링크가 열리지 않으면: {{command}}',
  vpn: '이 컴퓨터에서 나가는 모든 것이 “{{name}}” VPN을 지나가요. 링크가 열리지 않으면 VPN에서 로컬 네트워크를 빼 주세요.',
};
