/** Rhymes of Vietnamese without their tone, by first letters: spelling as taught, and final k of the highlands' names. */
const rhymes = new Set(
  `a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
  e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
  i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
  o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong
  op ot ô ôc ôi ôk ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt
  u ua uân uâng uât uây uc uê uêch uênh ui uk um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uyn
  uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y ych yêm yên yêng yêt yêu yn ynh yt`
    .trim()
    .split(/\s+/),
);

const onsets = /^(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])(?=\p{L})/u;
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
const sharpOrHeavy = /[\u0301\u0323]/;

const judged = new Map<string, boolean>();
const mostJudged = 50_000;

/** Whether a word, in NFC, is a well-formed Vietnamese syllable: onset, rhyme, one tone, in a place where it may stand. */
export function isSyllable(word: string): boolean {
  const lower = word.toLowerCase();
  const before = judged.get(lower);
  if (before !== undefined) return before;
  if (judged.size >= mostJudged) judged.clear();
  const result = isWellFormed(lower);
  judged.set(lower, result);
  return result;
}

function isWellFormed(word: string): boolean {
  const letters = Array.from(word, (letter) => {
    const apart = letter.normalize('NFD');
    return { plain: apart.replace(tones, '').normalize('NFC'), tone: apart.match(tones)?.join('') ?? '' };
  });
  const plain = letters.map((letter) => letter.plain).join('');
  const toned = letters.filter(({ tone }) => tone !== '');
  if (toned.length > 1 || (toned[0]?.tone.length ?? 0) > 1 || !hasRhyme(plain)) return false;
  const tone = toned[0]?.tone ?? '';
  if (/[ptck]$|ch$/.test(plain) && !sharpOrHeavy.test(tone)) return false;
  return tone === '' || mayBearTone(plain, toned[0]?.plain ?? '');
}

function hasRhyme(plain: string): boolean {
  const rest = plain.replace(onsets, '');
  // The i of gi is the vowel of gì and gin; qu and gi need no vowel of their own before u and i.
  return rhymes.has(rest) || (plain.startsWith('gi') && rhymes.has(plain.slice(1)));
}

/** The tone stands on the vowel with a hat, breve or horn if there is one, in ươ on the second. */
function mayBearTone(plain: string, letter: string): boolean {
  if (plain.includes('ươ')) return letter === 'ơ';
  return /[ăâêôơư]/.test(plain) ? /[ăâêôơư]/.test(letter) : /[aeiouy]/.test(letter);
}
