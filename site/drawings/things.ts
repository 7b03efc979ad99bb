/**
 * Things of the region, drawn by the project: the middle of the foot at 0,0, about 110 wide.
 * Colours come from classes (see styles/drawing.css), so that day, night and paper share one drawing.
 */
import { motifs, train } from '../lib/scroll/motifs.ts'

const grown = (name: string, k: number, y = 0): string =>
  `<g transform="translate(0 ${y})scale(${k})">${motifs[name] ?? ''}</g>`

export const things = {
  bridge:
    '<path class="water" d="M-160 34q70-16 150-8t170-6v44h-320z"/><path class="ripple" d="M-90 44h40M20 40h54M-30 52h30"/>' +
    '<path class="bridge" d="M-92 34Q0-62 92 34M-78-14v32M-58-14V2M-38-14v-2M38-14v-2M58-14V2M78-14v32M-160-14h320"/>' +
    `<path class="line" d="M-160-16h320"/><g transform="translate(14 -18)scale(1.5)">${train}</g>`,
  viewpoint:
    '<path class="water" d="M-160 40q60-30 110-22t80 4 130-20v60h-320z"/><path class="ripple" d="M-60 40h40M40 36h44"/>' +
    '<path class="wood" d="M-66 30h7V-6h-7zM-22 30h7V-6h-7zM-76-2h70v6h-70z"/><path class="ink" d="M-48-4l3-26h12l3 26z"/><path class="thatch" d="M-56-28q17-22 34 0z"/>' +
    '<path class="line" d="M-160-6h60M20-16h140"/><path class="bridge" d="M20-14h140M36-14q26-26 52 0M88-14q26-26 52 0"/>',
  lacquer:
    '<ellipse class="shade" cx="0" cy="36" rx="74" ry="10"/><path class="ink" d="M-58-20q2 42 36 50l-4 8h52l-4-8q34-8 36-50z"/><path class="red" d="M-58-20a58 15 0 0 1 116 0 58 15 0 0 1-116 0z"/><path class="redshade" d="M-48-18a48 10 0 0 1 96 0 48 11 0 0 1-96 0z"/><path class="maki" d="M-30 14q10-12 22-8M-8 22q4-16 18-20M14 18q10-4 16-16M-4 6q-2-8 4-12"/><path class="gold" d="M-12 4a4 4 0 1 0 8 0 4 4 0 1 0-8 0M12-2a3 3 0 1 0 6 0 3 3 0 1 0-6 0M24 6a3 3 0 1 0 6 0 3 3 0 1 0-6 0"/>',
  pottery:
    '<ellipse class="shade" cx="0" cy="36" rx="70" ry="9"/><path class="stone" d="M-54 34q-16-40 8-56l-4-10h36l-4 10q24 16 8 56z"/><path class="water" d="M-62-4q24 10 60 0l1 14q-30 9-62 0z"/><path class="thatch" d="M14 34q-8-22 0-34h44q8 12 0 34z"/><path class="wall" d="M13 0h46l1 7q-24 8-48 0z"/>',
  basket: `<ellipse class="shade" cx="0" cy="34" rx="70" ry="9"/>${grown('basket', 2.3, 32)}`,
  weaving:
    '<path class="wood" d="M-64 34V-44h8v78zM56 34V-44h8v78zM-64-44h128v7H-64zM-64 8h128v7H-64z"/><path class="warp" d="M-46-37v46M-34-37v46M-22-37v46M-10-37v46M2-37v46M14-37v46M26-37v46M38-37v46"/><path class="wall" d="M-50 12h94v22h-94z"/><path class="weave" d="M-50 18h94M-50 25h94"/><path class="red" d="M-50 20h94v3h-94z"/>',
  chest:
    '<ellipse class="shade" cx="0" cy="38" rx="66" ry="8"/><path class="thatch" d="M-52 36v-84h104v84z"/><path class="wood" d="M-58-54H58v8H-58zM-52 34H52v6H-52zM-52-22H52v3H-52zM-52 6H52v3H-52zM-2-46h4v24h-4z"/><path class="ink" d="M-36-36h18v4h-18zM18-36h18v4H18zM-12-10h24v4h-24zM-12 18h24v4h-24z"/>',
  candle:
    '<ellipse class="shade" cx="0" cy="36" rx="60" ry="8"/><path class="wall" d="M-36 34l-5-52h30l-5 52zM14 34L9-30h32l-5 64z"/><path class="red" d="M-34 20q4-12 8-2t8-4l-1 20h-13zM18 22q6-16 10-4t8-4l-1 20H19z"/><path class="leaf" d="M-26-18q-9-12 0-26 9 14 0 26zM25-30q-10-14 0-30 10 16 0 30z"/><path class="lamp" d="M-26-20q-4-8 0-14 4 6 0 14zM25-32q-5-9 0-16 5 7 0 16z"/>',
  doll: '<ellipse class="shade" cx="0" cy="36" rx="66" ry="8"/><path class="red" d="M-50 34q-16-2-12-28 4-22 22-22t22 22q4 26-12 28zM22 34q-20-2-16-34 6-26 26-26t26 26q4 32-16 34z"/><path class="wall" d="M-54-2a14 12 0 0 1 28 0 14 11 0 0 1-28 0zM17-12a15 13 0 0 1 30 0 15 12 0 0 1-30 0z"/><path class="ink" d="M-46-4h4v3h-4zM-38-4h4v3h-4zM25-14h4v3h-4zM35-14h4v3h-4z"/><path class="blossom" d="M-42 2h4v2h-4zM30-7h4v2h-4z"/>',
  cow: `<ellipse class="shade" cx="0" cy="36" rx="70" ry="9"/>${grown('cow', 2.5, 34)}`,
  spring:
    '<path class="rock" d="M-104 36q-4-26 20-26 6-14 24-10 60-12 120 0 16-6 24 10 22 0 20 26z"/><path class="water2" d="M-86 26q10-20 86-20t86 20q-20 14-86 14T-86 26z"/><path class="ripple" d="M-40 26h34M16 22h36M-10 32h26"/><path class="steam" d="M-34 0q-12-14 0-26t0-28M0-6q-12-14 0-26t0-30M34 0q-12-14 0-26t0-28"/>',
  temple: grown('temple', 2, 32),
  cliff: grown('cliff', 1.55, -6),
  shrine:
    '<path class="cedar" d="M-104 36l10-40h-6l12-34 12 34h-6l10 40zM78 36l10-40h-6l12-34 12 34h-6l10 40z"/><path class="red" d="M-54-34q54-10 108 0v11q-54-8-108 0zM-46-12h92v8h-92zM-38-22h9l-3 58h-10zM29-22h9l4 58H32zM-5-24H5v14H-5z"/><path class="stone" d="M-30 36h60l10 12h-80z"/>',
  castle: grown('castle', 1.35, 36),
  museum:
    '<path class="wall" d="M-80 34h160V-14H-80z"/><path class="roof" d="M-92-14L0-44l92 30z"/><path class="stone" d="M-92 34h184v7H-92z"/><path class="wood" d="M-62-6h8v40h-8zm30 0h8v40h-8zm56 0h8v40h-8zm30 0h8v40h-8z"/><path class="lamp" d="M-14 0h28v34h-28z"/><path class="gold" d="M-6-27a6 6 0 1 0 12 0 6 6 0 1 0-12 0"/>',
  house: grown('farm', 2.2, 34),
  snowhouse: grown('snowfarm', 2.1, 32),
  street: grown('kura', 1.7, 30),
  town: grown('town', 1.6, 30),
  sake: '<ellipse class="shade" cx="0" cy="36" rx="80" ry="8"/><path class="thatch" d="M-66 34q-8-28 0-56h60q8 28 0 56zM10 34q-7-24 0-48h54q7 24 0 48z"/><path class="wood" d="M-70-12h68v5h-68zM-70 20h68v5h-68zM7-4h60v4H7zM7 20h60v4H7z"/><path class="wall" d="M-50-2h28v18h-28zM24 4h26v12H24z"/><path class="cedar2" d="M-20-60a17 17 0 1 0 34 0 17 17 0 1 0-34 0"/><path class="stick" d="M-3-77v-14"/>',
  noodles:
    '<ellipse class="shade" cx="0" cy="36" rx="72" ry="9"/><path class="red" d="M-62-14q4 46 44 48h36q40-2 44-48z"/><path class="wall" d="M-62-14a62 15 0 0 1 124 0 62 15 0 0 1-124 0z"/><path class="broth" d="M-52-13a52 11 0 0 1 104 0 52 11 0 0 1-104 0z"/><path class="noodle" d="M-36-12q18-10 36 0t36 0M-30-8q16-8 32 0t30-2M-26-16q14-6 28-1t26-1"/><path class="cedar2" d="M8-18h10v4H8zM-18-20h8v3h-8z"/><path class="stick" d="M22-18l56-42M30-14l56-38"/><path class="steam" d="M-24-30q-7-9 0-16t0-16M-2-32q-7-9 0-16t0-16"/>',
  road: '<path class="stone" d="M-30 48L-6 6H6l24 42z"/><path class="wall" d="M-3 48h6l-1-12h-4zM-2 30h4l-1-8h-2z"/><path class="wall" d="M20 10h84v-24H20z"/><path class="roof" d="M12-14l20-18h64l16 18z"/><path class="lamp" d="M30-8h14v12H30zm22 0h14v12H52z"/><path class="wood" d="M-74 24v-52h5v52z"/><path class="water" d="M-96-34h50v18h-50z"/><path class="wall" d="M-88-28h18v3h-18zm0 6h30v2h-30z"/>',
  station:
    '<path class="wall" d="M-70 14h100v-28H-70z"/><path class="tile" d="M-84-12l22-22h84l22 22z"/><path class="lamp" d="M-52-4h16v12h-16zm44 0H8v12H-8z"/><path class="wood" d="M-28-4h14v18h-14z"/><path class="stone" d="M-130 20h240v6h-240z"/><path class="line" d="M-160 36h320"/><path class="wood" d="M56 20v-44h4v44zM84 20v-44h4v44z"/><path class="wall" d="M46-44h54v24H46z"/><path class="red" d="M46-28h54v4H46z"/>' +
    `<g transform="translate(-78 33)scale(1.5)">${train}</g>`,
  lake: '<path class="water" d="M-160 12q60-14 160-14t160 14v50h-320z"/><path class="water2" d="M-160 22q80-12 170-8t150-2v14q-90-6-160 0t-160 6z"/><path class="ripple" d="M-90 40h50M10 36h60M-30 48h36"/><path class="wall" d="M-56 30q10-14 20-6 2-14 12-14-4 6-3 14-10 12-29 6zM34 46q8-12 16-5 2-11 10-11-3 5-2 11-8 10-24 5z"/>',
  mountain:
    '<path class="mid" d="M-120 40l70-92 14 10 22-26 26 34 18-14 84 88z"/><path class="snow" d="M-50-52l14 10 22-26 26 34 18-14 20 22-14-4-8 12-18-18-10 14-18-22-14 20-12-10-16 18-6-8z"/>',
  dam: grown('dam', 1.7, 32),
  gorge:
    '<path class="rock" d="M-140 44l8-84 30-14 20 30 6 68zM140 44l-6-92-34-10-22 36-4 66z"/><path class="rock2" d="M-120-30l16 6 6 66h-18zM112-34l-14 8-4 68h14z"/><path class="water" d="M-78 44q40-30 66-24t36-10 50 34z"/><path class="ripple" d="M-30 32h26M16 28h24"/><path class="leaf" d="M-112-50a10 8 0 0 1 20 0 10 8 0 0 1-20 0M96-52a11 9 0 0 1 22 0 11 9 0 0 1-22 0"/><path class="bridge" d="M-80-22q78 18 158 0M-60-19v-12M-20-13v-12M20-13v-12M60-18v-12M-80-34q78 18 158 0"/>',
  ferry: `<path class="water" d="M-160 8q80-14 170-8t150-4v58h-320z"/><path class="ripple" d="M-96 40h40M50 34h44"/>${grown('ferry', 2, 22)}`,
  garden:
    '<path class="water2" d="M-90 26q20-24 80-22t96 18-60 20-116-16z"/><path class="cedar2" d="M-84 10q-14-30 14-34-4-22 20-20 20-16 30 6 22 6 8 24-18 14-30 6-26 26-42 18z"/><path class="wood" d="M-50 6h5v24h-5z"/><path class="stone" d="M44 20h30v6H44zM50-2h18v22H50zM40-8h38l-8-12H48z"/><path class="lamp" d="M54 4h10v10H54z"/><path class="red" d="M-20 16q26-18 52 0v5q-26-16-52 0z"/>',
  cherry: grown('cherry', 2.2, 34),
  beech: grown('beech', 1.7, 36),
  fire: '<path class="rock" d="M-90 40q90-16 180 0z"/><path class="thatch" d="M-44 36L-6-56q6-8 12 0l38 92z"/><path class="weave" d="M-34 12h68M-24-12h48M-14-34h28"/><path class="leaf" d="M-40 34q-20-30 4-56 0 16 10 14-4-36 24-62-4 26 14 40 8-6 6-18 26 36 14 82z"/><path class="lamp" d="M-20 34q-12-24 8-40 2 12 8 10 0-18 12-26 0 22 10 30t-2 26z"/>',
  festival:
    '<path class="wood" d="M-96-50h192v4H-96z"/><path class="red" d="M-80-40q-14 20 0 42h26q14-22 0-42zM-13-40q-14 20 0 42h26q14-22 0-42zM54-40q-14 20 0 42h26q14-22 0-42z"/><path class="lamp" d="M-76-26h18v14h-18zM-9-26H9v14H-9zM58-26h18v14H58z"/><path class="ink" d="M-80-44h26v4h-26zm0 46h26v4h-26zM-13-44h26v4h-26zm0 46h26v4h-26zM54-44h26v4H54zm0 46h26v4H54z"/><path class="stick" d="M-67 6v14M0 6v14M67 6v14"/>',
  stage:
    '<path class="thatch" d="M-96-12q24-6 40-42H56q16 36 40 42z"/><path class="roof" d="M-60-52H60l-8-9H-52z"/><path class="wood" d="M-78-12h8v40h-8zM70-12h8v40h-8zM-90 26H90v9H-90z"/><path class="gold" d="M-70-10H70v34H-70z"/><path class="cedar2" d="M-10 22q-26-6-14-16-6-12 10-12 8-10 20 0 18 0 10 12 12 14-16 16z"/><path class="wood" d="M-3 12h6v14h-6z"/>',
  purse:
    '<ellipse class="shade" cx="0" cy="36" rx="66" ry="9"/><path class="red" d="M-44-12h88q24 22 14 42-6 8-20 8h-76q-14 0-20-8-10-20 14-42z"/><path class="redshade" d="M-50 14q50 16 100 0l8 12q-4 12-20 12h-76q-16 0-20-12z"/><path class="gold" d="M-48-18h96v8h-96zM-8-30a7 7 0 1 0 14 0 7 7 0 1 0-14 0M-2-40a7 7 0 1 0 14 0 7 7 0 1 0-14 0"/><path class="maki" d="M-26 12q8-14 22-8M-4 18q6-16 20-16M18 10q10-2 14-10"/><path class="gold" d="M58 30a10 10 0 1 0 20 0 10 10 0 1 0-20 0M78 34a8 8 0 1 0 16 0 8 8 0 1 0-16 0"/>',
  scroll:
    '<path class="wood" d="M-96-40h8v84h-8zM88-40h8v84h-8z"/><path class="wall" d="M-90-34H90v72H-90z"/><path class="mid" d="M-90 20l34-36 18 14 30-34 34 36 16-12 48 34v12H-90z"/><path class="line" d="M-90 22q40-14 80-4t100-8"/><path class="sun" d="M-64-14a9 9 0 1 0 18 0 9 9 0 1 0-18 0"/>',
} as const

export type Thing = keyof typeof things
