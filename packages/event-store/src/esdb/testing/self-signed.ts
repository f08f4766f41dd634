import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SelfSigned {
  /** PEM texts. */
  readonly key: string;
  readonly certificate: string;
  /** For `tlsCAFile` in the client's connection string. */
  readonly certificateFile: string;
  /** Holds both files; for the caller to remove. */
  readonly folder: string;
}

/** A certificate for 127.0.0.1 and localhost, valid for a day. By the `openssl` program: Node makes keys, not certificates. */
export function selfSigned(): SelfSigned {
  const folder = mkdtempSync(join(tmpdir(), 'esdb-tls-'));
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost';
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const files = ['-keyout', keyFile, '-out', certificateFile];
  execFileSync('openssl', [...request, ...files, '-subj', '/CN=localhost', '-addext', names], { stdio: 'pipe' });
  const [key, certificate] = [readFileSync(keyFile, 'utf8'), readFileSync(certificateFile, 'utf8')];
  return { key, certificate, certificateFile, folder };
}
