// The reasons in failures of addresses of servers and buckets: the texts in Korean.
import type * as english from '../../en/failures/address-reasons';
import type { Translation } from '../../message-types';

export const addressReasons: Translation<typeof english.addressReasons> = {
  endpointEmpty: '비어 있어요',
  endpointSpace: '빈칸이 들어 있어요',
  endpointScheme: '{{scheme}}:// 주소예요',
  endpointNoAddress: '웹 주소가 아니에요',
  endpointUser: '사용자 이름이나 비밀번호가 들어 있어요',
  endpointQuery: '물음표 뒤의 내용이 들어 있어요',
  endpointFragment: '# 뒤의 내용이 들어 있어요',
  endpointNoHost: '호스트가 없어요',
  endpointMetadata: '메타데이터 주소예요',
  endpointPath: '경로에 서명할 수 없어요',
  bucketLength: '3자에서 63자까지 쓸 수 있어요',
  bucketCharacters: '영문자, 숫자, 점, 하이픈만 쓸 수 있어요',
  bucketDots: '점이 두 번 이어져요',
  bucketAddress: 'IP 주소처럼 보여요',
  addressBeforeBucket: 'IP 주소 앞에는 버킷을 쓸 수 없어요',
  capitalsInHost: '호스트 이름에는 대문자를 쓸 수 없어요',
};
