import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate made by openssl, and its key; `caFile` signed it. */
export interface Made {
  certFile: string;
  keyFile: string;
  caFile: string;
}

const openssl = (folder: string, ...args: string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });

/** An authority of the house, and a certificate that it signed for some names, as README.md tells to make them. */
export function makeCertificate(
  folder: string,
  name: string,
  { names = 'DNS:lang-kinh.test,IP:127.0.0.1', days = '30' } = {},
): Made {
  const subject = (common: string) => ['-subj', `/CN=${common}`];
  const fresh = ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];
  const [key, request, cert] = [`${name}.key`, `${name}.csr`, `${name}.crt`];
  const [caKey, ca] = [`${name}-ca.key`, `${name}-ca.crt`];
  openssl(folder, ...fresh, '-x509', '-days', '30', ...subject('house'), '-keyout', caKey, '-out', ca);
  openssl(
    folder,
    ...fresh,
    ...subject('lang-kinh'),
    '-addext',
    `subjectAltName=${names}`,
    '-keyout',
    key,
    '-out',
    request,
  );
  const signing = ['x509', '-req', '-in', request, '-CA', ca, '-CAkey', caKey, '-copy_extensions', 'copy'];
  openssl(folder, ...signing, '-days', days, '-out', cert);
  chmodSync(join(folder, key), 0o600);
  return { certFile: join(folder, cert), keyFile: join(folder, key), caFile: join(folder, ca) };
}
