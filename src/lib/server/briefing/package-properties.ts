import { bytesOf, textOf, type Files } from './zip.ts';

/** What an office file says of itself; no person, path or machine. */
export interface Properties {
  title: string;
  /** `YYYY-MM-DD`: stands as the day of creation and change. */
  day: string;
  manifest: string;
}

const customPart = 'docProps/custom.xml';
const customType = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
const customRelation =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties';
const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Writes title, fixed dates and the manifest into an office file, in place of whatever its maker wrote. */
export function withProperties(files: Files, properties: Properties): Files {
  return {
    ...files,
    'docProps/core.xml': bytesOf(coreXml(textOf(files, 'docProps/core.xml'), properties)),
    [customPart]: bytesOf(customXml(properties.manifest)),
    '[Content_Types].xml': bytesOf(withContentType(textOf(files, '[Content_Types].xml'))),
    '_rels/.rels': bytesOf(withRelation(textOf(files, '_rels/.rels'))),
  };
}

/** What the maker of the file wrote of it, with fixed dates and title and without a person or a program. */
function coreXml(made: string, { title, day }: Properties): string {
  return made
    .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${day}T00:00:00Z`)
    .replace(/<(dc:creator|cp:lastModifiedBy|dc:description|cp:keywords|dc:subject)>[^<]*<\/\1>/g, '')
    .replace(/<cp:revision>[^<]*<\/cp:revision>/, '')
    .replace(/<dc:title>[^<]*<\/dc:title>/, '')
    .replace('</cp:coreProperties>', () => `<dc:title>${escapeXml(title)}</dc:title></cp:coreProperties>`);
}

function customXml(manifest: string): string {
  return `${xmlHead}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="LangKinh"><vt:lpwstr>${escapeXml(manifest)}</vt:lpwstr></property></Properties>`;
}

function withContentType(types: string): string {
  if (types.includes(`"/${customPart}"`)) return types;
  return types.replace(
    '</Types>',
    `<Override PartName="/${customPart}" ContentType="${customType}"/></Types>`,
  );
}

function withRelation(relations: string): string {
  if (relations.includes(customRelation)) return relations;
  return relations.replace(
    '</Relationships>',
    `<Relationship Id="rIdLangKinh" Type="${customRelation}" Target="${customPart}"/></Relationships>`,
  );
}

/** Text as XML takes it; letters that XML forbids are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
