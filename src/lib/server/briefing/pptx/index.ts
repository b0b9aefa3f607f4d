import PptxGenJS from 'pptxgenjs';
import type { BriefingDocument } from '../document.ts';
import { withProperties } from '../package-properties.ts';
import { dayText } from '../period.ts';
import { unzipped, zipped } from '../zip.ts';
import { chartFinding, chartNotes, isForMeeting, promptTitle, tableFinding } from './findings.ts';
import { mended } from './package.ts';
import { chartSlide, defineMaster, tableSlide, textSlides, titleSlide, typeface } from './slides.ts';

/**
 * A briefing for the meeting: one finding a slide, with charts that can be edited, tables, and the sentences as notes.
 * Equal inputs give equal bytes.
 */
export async function pptxOf(briefing: BriefingDocument, manifest: string): Promise<Uint8Array> {
  const title = `Báo cáo ${briefing.abstract}`;
  const deck = new PptxGenJS();
  deck.layout = 'LAYOUT_WIDE';
  deck.title = title;
  deck.theme = { headFontFace: typeface, bodyFontFace: typeface };
  defineMaster(deck);
  addSlides(deck, briefing);
  const bytes = await deck.write({ outputType: 'uint8array' });
  if (!(bytes instanceof Uint8Array)) throw new Error('The presentation was not made as bytes.');
  return zipped(withProperties(mended(unzipped(bytes)), { title, day: briefing.cutoff, manifest }));
}

function addSlides(deck: PptxGenJS, briefing: BriefingDocument): void {
  const source = `Số liệu chốt đến ${dayText(briefing.cutoff)}; bản số liệu ${briefing.version}`;
  titleSlide(deck, briefing, source);
  for (const block of [...briefing.body, ...briefing.annex]) {
    if (block.kind === 'chart') {
      const notes = chartNotes(briefing, block);
      chartSlide(deck, { title: chartFinding(briefing, block), notes, source }, block);
    }
    if (block.kind === 'table' && isForMeeting(block)) {
      const notes = [block.caption, block.note].filter((text) => text !== '').join('. ');
      tableSlide(deck, { title: tableFinding(block), notes, source }, block);
    }
  }
  for (const block of briefing.body) {
    if (block.kind !== 'prompt' || block.text === null) continue;
    textSlides(deck, { title: promptTitle(briefing.body, block), notes: block.text, source }, block.text);
  }
}
