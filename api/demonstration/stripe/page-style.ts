/** The look of the stand-in's pages: another company's, plain, and marked as practice in both schemes. */
export const pageStyle = `
:root { color-scheme: light dark; --ground: #f4f5f7; --paper: #fff; --ink: #1b1f27; --muted: #535b6b;
  --line: #7d8594; --act: #26487f; --on-act: #fff; --bad: #9c1c1c; --gold: #6d5010 }
@media (prefers-color-scheme: dark) { :root { --ground: #12161d; --paper: #1b212b; --ink: #eef0f4; --muted: #b4bbc8;
  --line: #8b94a5; --act: #a9c4f5; --on-act: #10203d; --bad: #ff9d94; --gold: #e2bd6e } }
* { box-sizing: border-box; margin: 0 }
html { font: 112.5%/1.7 'Hiragino Sans', 'Noto Sans CJK JP', 'Noto Sans JP', 'Yu Gothic', system-ui, sans-serif;
  background: var(--ground); color: var(--ink) }
html:lang(en) { font-family: system-ui, 'Noto Sans', sans-serif; line-height: 1.5 }
body { padding: 1rem; min-height: 100vh; display: grid; justify-items: center; align-content: start; gap: 1rem }
.practice { width: min(100%, 30rem); padding: .8rem 1rem; border: 2px dashed var(--gold); color: var(--gold) }
.practice strong { display: block }
main { width: min(100%, 30rem); padding: 1.5rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px;
  display: grid; gap: 1.25rem }
h1 { font-size: 1.2rem; line-height: 1.4 }
.to { color: var(--muted); font-size: .9rem }
.amount { font-size: clamp(2.25rem, 10vw, 3rem); line-height: 1.2; font-weight: 700; font-variant-numeric: tabular-nums }
form { display: grid; gap: 1rem }
fieldset { border: 0; padding: 0; min-width: 0; display: grid; gap: .5rem }
legend, .name { font-weight: 700; padding: 0 0 .4rem }
label.card { display: grid; grid-template-columns: auto 1fr; gap: 0 .8rem; align-items: center; min-height: 3.4rem;
  padding: .4rem .9rem; border: 1.5px solid var(--line); border-radius: 6px; cursor: pointer }
label.card input { width: 1.4rem; height: 1.4rem; grid-row: span 2; accent-color: var(--act) }
label.card small { color: var(--muted); font-variant-numeric: tabular-nums; letter-spacing: .04em }
label.card:has(:checked) { border-color: var(--act); border-width: 3px }
label.card:has(:focus-visible) { outline: 3px solid var(--ink); outline-offset: 2px }
summary { cursor: pointer; min-height: 2.75rem; display: flex; align-items: center; text-decoration: underline }
input[type=text] { width: 100%; font: inherit; font-variant-numeric: tabular-nums; min-height: 3rem; padding: .4rem .8rem;
  border: 1.5px solid var(--line); border-radius: 6px; background: var(--paper); color: var(--ink) }
dl.codes { display: grid; gap: .5rem }
dl.codes div { padding: .6rem .9rem; border: 1.5px solid var(--line); border-radius: 6px }
dl.codes dt { font-weight: 700 }
dl.codes dd { color: var(--muted); font-size: .9rem }
dl.codes strong { color: var(--ink); font-variant-numeric: tabular-nums; letter-spacing: .06em; overflow-wrap: anywhere }
.help { color: var(--muted); font-size: .85rem }
button { font: inherit; font-weight: 700; min-height: 3.4rem; padding: .5rem 1rem; border: 2px solid var(--act); border-radius: 6px;
  background: var(--act); color: var(--on-act); cursor: pointer }
button.quiet { background: transparent; color: var(--act) }
a { color: var(--act); display: inline-flex; align-items: center; min-height: 2.75rem }
.bad { border-left: 5px solid var(--bad); padding: .6rem .9rem; color: var(--bad); font-weight: 700 }
.bad span { display: block; font-weight: 400; color: var(--ink) }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px }
`
