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

/** A viewer sees one part of the tree only, which this version does not have. Answered as 403: never by the whole. */
export class UnknownPart extends Error {
  override readonly name = 'UnknownPart';

  constructor(organization: string, version: string) {
    super(
      `Tài khoản này chỉ được xem tổ chức mang mã "${organization.slice(0, 40)}" và các tổ chức bên dưới, nhưng bản số ` +
        `liệu ${version} không có tổ chức nào mang mã đó. Hãy báo quản trị viên đặt lại phạm vi của tài khoản.`,
    );
  }
}
