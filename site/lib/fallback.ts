/**
 * What a reader is told when a page exists only in Japanese: in the reader's own language,
 * because a notice one cannot read is no notice. Machine-independent, so it is not a words file.
 */
export const fallbackNotice: Readonly<Record<string, { lang: string; text: string; link: string }>> = {
  easy: {
    lang: 'ja',
    text: 'この ページは まだ やさしい日本語に なっていません。ふつうの 日本語で 書いてあります。',
    link: '日本語の ページを 見る',
  },
  'zh-hant': { lang: 'zh-Hant', text: '本頁尚未翻譯，以下以日文顯示。', link: '日文頁面' },
  th: { lang: 'th', text: 'หน้านี้ยังไม่ได้แปล จึงแสดงเป็นภาษาญี่ปุ่น', link: 'หน้าภาษาญี่ปุ่น' },
  ko: { lang: 'ko', text: '이 페이지는 아직 번역되지 않아 일본어로 표시됩니다.', link: '일본어 페이지' },
  'zh-hans': { lang: 'zh-Hans', text: '本页尚未翻译，以下以日文显示。', link: '日文页面' },
  en: {
    lang: 'en',
    text: 'This page is not translated yet. It is shown in Japanese.',
    link: 'Japanese page',
  },
}

/** The name of each language in itself, in the order of the product. */
export const languageNames: readonly { locale: string; lang: string; name: string }[] = [
  { locale: 'ja', lang: 'ja', name: '日本語' },
  { locale: 'easy', lang: 'ja', name: 'やさしい日本語' },
  { locale: 'zh-hant', lang: 'zh-Hant', name: '繁體中文' },
  { locale: 'en', lang: 'en', name: 'English' },
  { locale: 'th', lang: 'th', name: 'ไทย' },
  { locale: 'ko', lang: 'ko', name: '한국어' },
  { locale: 'zh-hans', lang: 'zh-Hans', name: '简体中文' },
]
