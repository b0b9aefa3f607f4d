import { join } from 'node:path';
import { projectRoot } from '#warehouse/project.ts';

/** The faces of Tinos, which has the widths of Times New Roman and every Vietnamese letter. */
export const faces = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'] as const;
export type Face = (typeof faces)[number];

/** The file of a face, inside the installed package. */
export function fontFile(face: Face): string {
  return join(projectRoot(), 'node_modules', '@expo-google-fonts', 'tinos', face, `Tinos_${face}.ttf`);
}
