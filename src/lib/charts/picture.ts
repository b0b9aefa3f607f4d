const family = 'IBM Plex Sans';

/** Saves the SVG at an address as a PNG of twice its size, with the page's own type inside it. */
export async function savePicture(address: string, name: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The picture at ${address} was answered with ${response.status}.`);
  const source = (await response.text()).replace(/(<svg[^>]*>)/, `$1<style>${await embeddedType()}</style>`);
  const picture = await loaded(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`);
  save(await asPng(picture), name);
}

async function asPng(picture: HTMLImageElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth * 2;
  canvas.height = picture.naturalHeight * 2;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('The browser gave no canvas to draw on.');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser made no PNG.')))),
  );
}

function loaded(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => resolve(picture);
    picture.onerror = () => reject(new Error('The drawing could not be read as a picture.'));
    picture.src = address;
  });
}

/** A picture does not see the page's fonts: the faces in use go into it as data. */
async function embeddedType(): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const faces = rules.filter((rule) => rule instanceof CSSFontFaceRule && rule.cssText.includes(family));
  return (await Promise.all(faces.map((rule) => embedded(rule.cssText, rule.parentStyleSheet?.href)))).join(
    '',
  );
}

async function embedded(face: string, sheet: string | null | undefined): Promise<string> {
  const address = /url\("?([^")]+)"?\)/.exec(face)?.[1];
  if (!address) return face;
  const font = await (await fetch(new URL(address, sheet ?? document.baseURI))).blob();
  return face.replace(/url\("?[^")]+"?\)/, `url("${await dataAddress(font)}")`);
}

function dataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error('A font could not be read.'));
    reader.readAsDataURL(blob);
  });
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
