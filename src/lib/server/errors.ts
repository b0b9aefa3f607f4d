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
  readonly reason: { vi: string; en: string };

  constructor(organization: string, version: string) {
    const code = organization.slice(0, 40);
    const reason = {
      vi:
        `Tài khoản này chỉ được xem tổ chức mang mã "${code}" và các tổ chức bên dưới, nhưng bản số liệu ${version} ` +
        'không có tổ chức nào mang mã đó. Hãy báo quản trị viên đặt lại phạm vi của tài khoản.',
      en:
        `This account may see the organisation "${code}" and those below it only, but the data version ${version} has ` +
        'no organisation with that code. Please ask the administrator to set the scope of the account anew.',
    };
    super(reason.vi);
    this.reason = reason;
  }
}
