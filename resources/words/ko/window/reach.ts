// The bucket on this computer in its network: the texts in Korean.
import type * as english from '../../en/window/reach';
import type { Translation } from '../../message-types';

export const reach: Translation<typeof english.reach> = {
  switch: '이 네트워크에서 열기',
  hint: '켜면 이 컴퓨터가 켜져 있는 동안 같은 Wi-Fi를 쓰는 사람이 링크를 열 수 있어요.',
  title: '이 네트워크에서 열까요?',
  lead: '이 컴퓨터가 켜져 있는 동안 같은 Wi-Fi를 쓰는 사람이 링크를 열 수 있어요. 링크가 없으면 아무것도 찾을 수 없고, 파일은 이 네트워크 밖으로 나가지 않아요.',
  encrypted:
    '네트워크에서는 다른 사람이 엿볼 수 있어서, 공유하는 것을 암호화해요. 오가는 것을 바꿀 수 있는 사람은 페이지도 바꿀 수 있으니, 믿을 수 있는 사람들 사이에서 써 주세요.',
  stays: '끄기 전까지는 다른 네트워크에 연결해도 켜져 있어요.',
  asks: {
    mac: 'Mayfly가 네트워크의 기기를 찾아도 되는지 macOS가 물어볼 수 있어요. 허용해야 다른 사람이 링크를 열 수 있어요.',
    windows: 'Mayfly가 이 네트워크를 써도 되는지 Windows가 물어볼 수 있어요. 허용해야 다른 사람이 링크를 열 수 있어요.',
  },
  confirm: '이 네트워크에서 열기',
  busy: '여는 중…',
  offered: '이 네트워크…',
  on: '이 네트워크',
  here: '이 컴퓨터에서만',
  opensAt: '이 컴퓨터가 켜져 있는 동안 링크가 {{address}} 주소로 열려요.',
  looking: '이 컴퓨터의 주소를 찾는 중이에요…',
  obstacles: {
    noNetwork: '이 컴퓨터가 네트워크에 연결되어 있지 않아요. 연결될 때까지 링크는 이 컴퓨터에서만 열려요.',
    notListening: '다른 프로그램이 이 네트워크에서 {{port}} 포트를 쓰고 있어서, 링크가 이 컴퓨터에서만 열려요.',
    vpn: '이 컴퓨터에서 나가는 모든 것이 “{{name}}” VPN을 지나가요. 링크가 열리지 않으면 VPN에서 로컬 네트워크를 빼거나 VPN을 잠시 꺼 주세요.',
    firewall: '{{name}} 방화벽이 다른 사람을 막을 수 있어요. 링크가 열리지 않으면 터미널에서 실행해 주세요.',
    firewallIn:
      '{{name}} 방화벽이 다른 사람을 막을 수 있어요. 링크가 열리지 않으면 터미널에서 {{command}} 명령을 실행해 주세요.',
  },
  addresses: '열리는 곳',
  of: '{{name}}: {{addresses}}',
  kinds: {
    inside: '이 컴퓨터의 프로그램과 가상 컴퓨터예요.',
    vpn: '켜면 이 VPN에 있는 사람도 링크를 열 수 있어요.',
    public: '공개 주소라서 누구나 연결할 수 있어요.',
  },
  publicTitle: '공개 주소에서도 열까요?',
  publicText:
    '방화벽이 막지 않으면 인터넷의 누구나 {{address}} 주소로 링크를 열 수 있어요. 링크가 없으면 아무것도 찾을 수 없어요.',
  publicConfirm: '공개 주소에서 열기',
};
