/** Small words at the edges of a date, by language. */
interface Joints {
  /** Those that may go with the date they stand before: "by the". */
  before: RegExp
  /** Those that may go with the date they stand after. */
  after: RegExp
  /** Those without which a date says something else, or which nothing can end with: "every", "or". */
  kept: RegExp
}

const NONE = /(?!)/
const LETTER = '[\\p{L}\\p{M}\\p{N}]'
const last = (words: string) => new RegExp(`(?<!${LETTER})(?:${words})$`, 'iu')
const first = (words: string) => new RegExp(`^(?:${words})(?!${LETTER})`, 'iu')

const spaced = (before: string, kept: string, after?: string): Joints => ({
  before: last(before),
  after: after ? first(after) : NONE,
  kept: last(kept),
})

const JOINTS: Partial<Record<string, Joints>> = {
  en: spaced(
    'by|on|at|for|until|till|due|before|the|this|coming|upcoming|no later than|eod|end of day',
    [
      '(?:every|each)(?: other| second| \\d+)?|or|and|but|from|since|after|an?|next|last|of|about|than',
      'between|through|to|with|into|per|my|your|our|their|not',
    ].join('|'),
    'to',
  ),
  de: spaced(
    'am|bis|spätestens|zum|zur|vor|um|gegen|der|den|dem|des|die|für|im|in|diesen|kommenden|nächsten|fällig',
    `jeden|jede[mrs]?|alle|und|oder|aber|von|vom|ab|seit|nach|eine?[mnrs]?|über|mit|auf|zwischen|letzten`,
  ),
  es: spaced(
    `el|las?|los|al?|del?|en|para|por|hasta|antes|este|esta|pr[óo]xim[oa]|día`,
    'y|o|u|e|desde|después|cada|todos|todas|una?|con|entre|sobre|que|no',
  ),
  fr: spaced(
    `l[ea]s?|à|a|aux?|de|du|en|pour|par|avant|jusqu['’]|jusqu['’](?:au|à)|ce|cet|cette|d['’]ici|vers`,
    `et|ou|depuis|après|chaque|tous|toutes|une?|avec|entre|sur|dès|que`,
  ),
  it: spaced(
    `il|l[oae]|i|al?|alle|all['’]|di|del|nel|in|per|entro|fino|prima|quest[oa]|prossim[oa]|verso`,
    'e|o|ed|da|dal|dalle|dopo|ogni|tutt[ie]|una?|con|tra|fra|su|che',
  ),
  nl: spaced(
    'op|om|tegen|voor|tot|de|het|in|deze|komende|volgende|uiterlijk|rond',
    'en|of|van|vanaf|sinds|na|elke|iedere|alle|een|met|tussen|over|vorige',
  ),
  pt: spaced(
    'o|as?|à|às|ao|os|em|n[oa]s?|d[eoa]|para|pra|por|até|antes|est[ea]|nest[ea]|próxim[oa]|dia',
    'e|ou|desde|depois|após|cada|tod[oa]s?|uma?|com|entre|sobre|que|não',
  ),
  ru: spaced('в|во|на|к|ко|до|по', 'и|или|с|со|после|кажд[а-я]+|между|об?|от|не|прошл[а-я]+'),
  sv: spaced(
    'på|den|det|kl|klockan|till|före|innan|i|om|senast|nästa',
    'och|eller|från|sedan|efter|varje|ett|en|med',
  ),
  uk: spaced('в|у|на|до|к|по', 'і|й|та|або|з|зі|після|кож[а-яіїє]+|між|про|від|не'),
  vi: spaced('vào|lúc|trước|đến', 'mỗi|hàng|và|hoặc|từ|sau|với|của'),
  ar: spaced('في|يوم|قبل|حتى|على|عند|بحلول|الساعة', 'و|أو|من|بعد|كل|منذ|مع'),
  tr: spaced('saat|en geç', 'her|ve|veya|ile|sonra', 'saat|kadar|için'),
  hi: spaced('को|के|लिए', 'हर|और|या|से', 'तक|को|के लिए'),
  ja: {
    before: NONE,
    after: /^(?:中に|中|までには|までに|まで|には|に|は|の)/u,
    kept: /(?:毎|と|や|か|から)$/u,
  },
  ko: { before: NONE, after: /^(?:까지는|까지|에는|에|의|은|는)/u, kept: /(?:매주|매일|또는|부터)$/u },
  zh: {
    before: /[在于於]$/u,
    after: /^(?:之前|以前|前|的)/u,
    kept: /(?:每个?|每週|每周|和|或|从|從|到|与)$/u,
  },
}

/** Those of a language, or of English. */
export const jointsOf = (language: string): Joints => JOINTS[language] ?? (JOINTS.en as Joints)
