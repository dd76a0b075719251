// A rule of a bucket that lets pages of other origins ask it (Cross-Origin Resource Sharing).

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html */
export interface CorsRule {
  readonly id?: string;
  /** `*`, or an origin with at most one `*` in it. */
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  /** Of requests. */
  readonly headers?: readonly string[];
  /** Of answers. */
  readonly exposed?: readonly string[];
  readonly maxAgeSeconds?: number;
}
