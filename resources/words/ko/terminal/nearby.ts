// Devices nearby on the command line: the texts in Korean.
import type * as english from '../../en/terminal/nearby';
import type { Translation } from '../../message-types';

export const nearby: Translation<typeof english.nearby> = {
  columns: {
    address: '주소',
    kind: '종류',
    name: '이름',
    received: '받은 때',
    from: '보낸 기기',
    files: '파일',
    size: '크기',
    folder: '폴더',
  },
  fileCount_other: '파일 {{count}}개',
  nothingReceived: '아직 기기에서 받은 파일이 없어요.',
  found:
    'LocalSend에서 이 컴퓨터가 “{{alias}}” 이름으로 보여요. 주소: {{addresses}}, 포트: {{port}}. 파일은 {{folder}}에 저장해요. Ctrl-C를 누르면 끝나요.',
  notHeard: '이 네트워크에서는 기기를 자동으로 찾을 수 없어요. LocalSend에 이 컴퓨터의 주소를 입력해 주세요.',
  offered_other: '{{alias}}({{address}})에서 파일 {{count}}개, {{size}} 크기를 보내려고 해요: {{names}}',
  offeredText: '{{alias}}({{address}})에서 {{size}} 메시지를 보내려고 해요.',
  more: '{{names}} 외 {{count}}개',
  ask: '받을까요? yes를 입력하세요:',
  received_other: '{{alias}}에서 파일 {{count}}개를 받았어요.',
  missing_other: '{{alias}}에서 보낸 파일 {{count}}개는 끝까지 오지 않았어요.',
  nobody: '응답한 기기가 없어요. 그 기기에서 LocalSend를 열어 주세요. 찾지 못한 기기에는 주소로 보낼 수 있어요.',
  plain: '{{alias}}에서는 http로 받아서, 이 네트워크의 다른 사람이 전송 중에 읽을 수 있어요.',
  waits: '{{alias}}에서 받기를 기다려요.',
  sent_other: '{{alias}}에 파일 {{count}}개({{size}})를 보냈어요.',
  unwanted_other: '{{alias}}에서 파일 {{count}}개는 받지 않았어요.',
  pin: 'PIN 입력:',
};

export const nearbyCommand =
  'LocalSend에서 보이게 하고 가까운 휴대폰과 컴퓨터에서 파일을 받아요. 중단할 때까지 계속되고, --list는 가까운 기기를, --received는 받은 파일을 보여 줘요';

export const nearbyOptions: Translation<typeof english.nearbyOptions> = {
  nearbyTo: '저장할 폴더(기본: 다운로드 폴더의 Mayfly)',
  toDevice: 'LocalSend로 가까운 기기에 보내요. 이름이나 주소를 넣고, 링크는 만들지 않아요',
  deviceName: '다른 기기에 보이는 이름(기본: 이 컴퓨터의 이름)',
  pin: '보내는 사람이 입력해야 해요. 영문자와 숫자 4~32자이고, 이 컴퓨터의 다른 프로그램이 여기서 읽을 수 있어요',
  'pin-stdin': 'PIN은 표준 입력의 한 줄이에요',
  accept: '묻지 않고 모두 받아요',
  list: '가까운 기기를 보여 주고 끝나요',
  received: '기기에서 받은 파일을 보여 주고 끝나요',
  listen: '이 컴퓨터의 주소. 쉼표로 나눠요(기본: 설정에서 고른 주소)',
  jsonReceived: '파일이나 받은 묶음마다 JSON 한 줄, 또는 기기 목록을 배열 하나로',
};
