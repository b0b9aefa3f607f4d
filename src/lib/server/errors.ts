/** There is nothing to answer from: no version has been published yet. Answered as 503. */
export class NoPublishedVersion extends Error {
  override readonly name = 'NoPublishedVersion';

  constructor(options?: ErrorOptions) {
    super('Chưa có phiên bản số liệu nào được công bố. Hãy nạp số liệu rồi tải lại trang.', options);
  }
}

/** A published file cannot be read: missing, cut or altered after it was published. Answered as 503. */
export class DamagedVersion extends Error {
  override readonly name = 'DamagedVersion';

  constructor(what: string, options?: ErrorOptions) {
    super(
      `Không đọc được số liệu đã công bố (${what}): tệp thiếu hoặc hỏng. ` +
        'Hãy chạy "npm run etl -- verify" để kiểm tra và "npm run etl -- rollback" để về phiên bản trước.',
      options,
    );
  }
}

/** A version that was asked for by name and is not among the published ones. Answered as 400. */
export class UnknownVersion extends Error {
  override readonly name = 'UnknownVersion';
  readonly id: string;
  readonly versions: readonly string[];

  constructor(id: string, versions: readonly string[]) {
    super(`Không có phiên bản "${id.slice(0, 40)}".`);
    this.id = id;
    this.versions = versions;
  }
}
