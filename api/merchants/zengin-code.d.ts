/** The package ships no types of its own. */
declare module 'zengin-code' {
  type Branch = { readonly code: string; readonly name: string; readonly kana: string }
  type Bank = Branch & { readonly branches: Readonly<Record<string, Branch>> }
  const banks: Readonly<Record<string, Bank>>
  export default banks
}
