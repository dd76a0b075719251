// Failures of sending to devices nearby and receiving from them: the texts in Korean.
import type * as english from '../../en/failures/devices';
import type { Translation } from '../../message-types';

export const deviceFailures: Translation<typeof english.deviceFailures> = {
  'nearby-unavailable': {
    message: '가까운 기기가 이 컴퓨터를 찾을 수 없어요{{because}}.',
    next: '이 컴퓨터가 네트워크에 연결되어 있는지 확인하고 다시 시도해 주세요.',
  },
  'device-not-found': {
    message: '가까이에 “{{deviceName}}” 기기가 없어요.',
    bare: '가까이에 그런 기기가 없어요.',
    next: '그 기기에서 LocalSend를 열거나, LocalSend에 보이는 주소를 입력해 주세요.',
    inTerminal: '그 기기에서 LocalSend를 열고 mayfly nearby --list를 실행하거나, --to에 주소를 넣어 주세요.',
  },
  'device-ambiguous': {
    message: '가까이에 “{{deviceName}}” 기기가 여러 개 있어요.',
    bare: '가까이에 이름이 같은 기기가 여러 개 있어요.',
    next: '보내려는 기기의 주소를 입력해 주세요.',
    inTerminal: 'mayfly nearby --list로 주소를 보고 --to에 하나를 넣어 주세요.',
  },
  'device-unreachable': {
    message: '{{device}} 응답이 없어요{{because}}.',
    next: '그 기기에 LocalSend가 열려 있는지, 같은 네트워크에 있는지, 방화벽이나 VPN이 막고 있지 않은지 확인해 주세요.',
  },
  'device-changed': {
    message: '{{device}} 인증서가 전과 다르거나 없어요. 같은 이름을 쓰는 다른 기기일 수 있어요.',
    next: '그 기기의 LocalSend에 보이는 주소를 입력해 주세요. 그때부터 그 기기를 믿어요.',
    inTerminal: '그 기기의 LocalSend에 보이는 주소를 --to에 넣어 주세요. 그때부터 그 기기를 믿어요.',
  },
  'device-declined': {
    message: '{{device}} 쪽에서 파일을 거절했어요.',
    next: '상대방에게 받아 달라고 말하고 다시 보내 주세요.',
  },
  'device-busy': {
    message: '{{device}} 쪽에서 다른 사람의 파일을 받고 있어요.',
    next: '잠시 뒤에 다시 보내 주세요.',
  },
  'device-pin-needed': {
    message: '{{device}} 쪽에서 PIN을 물어요.',
    next: '그 기기에 정해 둔 PIN을 입력해 주세요.',
    inTerminal: '--pin-stdin을 붙이고 그 기기에 정해 둔 PIN을 입력해 주세요.',
  },
  'device-pin-wrong': {
    message: '{{device}} 쪽에서 PIN을 받아들이지 않았어요.',
    next: '그 기기에 정해 둔 PIN을 입력해 주세요. 세 번 틀리면 더 받지 않아요.',
  },
  'device-pin-locked': {
    message: '{{device}} 쪽에서 PIN이 여러 번 틀려 더 받지 않아요.',
    next: '그 기기에서 LocalSend를 다시 시작하고 다시 보내 주세요.',
  },
  'device-failed': {
    message: '{{device}} 쪽에서 파일을 받지 못했어요{{status}}.',
    next: '그 기기의 남은 공간을 확인하고 다시 보내 주세요.',
  },
  'device-cut-off': {
    message: '{{device}} 쪽에서 다 받기 전에 끝냈어요. 다 받은 파일은 그 기기에 있어요.',
    next: '나머지를 다시 보내 주세요.',
  },
  'offer-gone': {
    message: '이 파일을 보내려던 기기가 이제 없어요.',
    next: '다시 보내 달라고 말해 주세요.',
  },
  'received-cut-off': {
    message: '{{file}} 전송이 도중에 끊겨서 저장하지 않았어요. 다 받은 파일은 폴더에 있어요.',
    next: '다시 보내 달라고 말해 주세요.',
  },
  'pin-tries-over': {
    message: '틀린 PIN이 너무 많이 입력되어서, 이제 어느 기기도 이 컴퓨터로 보낼 수 없어요.',
    next: '설정의 “PIN 묻기” 아래에서 새 PIN을 만들어 주세요.',
    inTerminal: '다른 PIN으로 명령을 다시 시작해 주세요.',
  },
  'received-changed': {
    message: '받은 뒤에 {{file}} 내용이 바뀌어서 그대로 두었어요.',
    next: '폴더에서 보고 직접 지워 주세요.',
  },
  'bin-unavailable': {
    message: '{{file}}을 휴지통으로 옮기지 못해서 그대로 두었어요.',
    next: '폴더에서 보고 직접 지워 주세요.',
  },
  'received-differs': {
    message: '{{file}} 내용이 알려 온 것과 달라서 저장하지 않았어요.',
    next: '다시 보내 달라고 말해 주세요.',
  },
};
