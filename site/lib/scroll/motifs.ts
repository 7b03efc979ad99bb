/**
 * The small pictures that stand beside the line. Each is drawn in its own units with the middle
 * of its foot at 0,0; colours come from classes, so that day, night and paper share one drawing.
 */
type Motif = string

const cherry = (x: number, y: number): string =>
  `<path class="blossom" d="M${x} ${y}c-7 2-12-4-9-9-4-6 3-12 8-9 2-6 11-5 12 0 7-1 9 7 5 10 3 6-4 11-9 8-1 3-6 3-7 0z"/>`

const roof = (x: number, y: number, w: number): string =>
  `<path class="wall" d="M${x + 3} ${y}h${w - 6}v-9h-${w - 6}z"/><path class="roof" d="M${x} ${y - 8}h${w}l-6-8h-${w - 12}z"/>`

export const motifs: Readonly<Record<string, Motif>> = {
  castle:
    '<path class="stone" d="M-40 0l7-22h66l7 22z"/><path class="wall" d="M-30-22h60v-13h-60zM-24-42h48v-12h-48zM-18-60h36v-10h-36zM-13-76h26v-9h-26zM-8-91h16v-8h-16z"/><path class="tile" d="M-38-33q8-1 10-9h56q2 8 10 9zM-31-52q7-1 9-8h44q2 7 9 8zM-24-69q6-1 8-7h32q2 6 8 7zM-18-84q5-1 7-7h22q2 6 7 7zM-13-98q7-3 9-11h8q2 8 9 11z"/><path class="roof" d="M-22-28h5v6h-5zm12 0h5v6h-5zm12 0h5v6H2zm12 0h5v6h-5zM-9-46h4v4h-4zm14 0h4v4H5zm-9-18h3v4h-3zm6 0h3v4H2z"/>',
  town:
    roof(-44, 0, 30) +
    roof(-16, -5, 26) +
    roof(6, 2, 34) +
    '<path class="kura" d="M-24 8h20v-14h-20z"/><path class="roof" d="M-27-5h26l-6-8h-14z"/>',
  kura:
    '<path class="kura" d="M-40 0h26v-20h-26zM-6 3h30v-23H-6z"/><path class="roof" d="M-44-18h34l-8-11h-18zM-10-18h38l-9-12H-1zM-40-6h26v3h-26zM-6-4h30v3H-6z"/><path class="wall" d="M-30-15h6v7h-6zM5-15h8v8H5z"/>' +
    roof(28, 2, 26),
  cherry:
    '<path class="wood" d="M-2 4q3-16-6-24h4l4 8 6-10h3q-8 14-4 26z"/>' +
    cherry(-6, -12) +
    cherry(8, -16) +
    cherry(-2, -26) +
    cherry(14, -6) +
    cherry(-16, -6),
  kiln: '<path class="stone" d="M-48 6q0-14 13-14 11 0 12 9 1-16 13-16 11 0 12 10 1-17 13-17 11 0 12 12l1 16z"/><path class="ink" d="M-39 6a5 7 0 0 1 10 0zM-14 6a5 7 0 0 1 10 0zM11 6a5 7 0 0 1 10 0z"/><path class="wood" d="M-46-10h2V6h-2zM-10-22h2V6h-2zM24-32h2V6h-2z"/><path class="thatch" d="M-54-8l88-28 4 6-88 28z"/><path class="wood" d="M33 6v-48h8V6z"/><path class="smoke" d="M37-48q-8-10 0-18t-3-20 5-14"/>',
  paddy:
    '<path class="field" d="M-96 10l20-14h52l-10 14zM-28 10l10-14h52l2 14zM42 10L40-4h48l14 14zM-74-7l14-9h44l-7 9zM-16-7l7-9h40l2 9zM38-7l-2-9h38l10 9z"/><path class="water2" d="M-90 8l15-10h46l-7 10zM45 8L43-2h43l10 10zM-12-9l4-5h36l1 5z"/><path class="ripple" d="M-66 3h18M56 2h16M0-12h10"/>',
  farm: '<path class="wall" d="M-26 0h52v-12h-52z"/><path class="thatch" d="M-34-9q10-6 16-24h36q6 18 16 24z"/><path class="roof" d="M-19-31h38l-3-5h-32zM-16-8h8v8h-8zm14 0H8v8H-2zm16 0h6v5h-6z"/>',
  snowfarm:
    '<path class="roof" d="M-24 0h48v-13h-48z"/><path class="lamp" d="M-14-8h8v8h-8zm16 0h7v5H2z"/><path class="cap" d="M-36-8q12-5 16-24 2-5 9-5h22q7 0 9 5 4 19 16 24-5 4-10 0h-52q-5 4-10 0zM-40 3q8-6 16-3h46q10-4 17 3z"/>',
  temple:
    '<path class="wood" d="M-22 0h4v-14h-4zm12 0h4v-14h-4zm16 0h4v-14H6zm12 0h4v-14h-4z"/><path class="wall" d="M-18-2h36v-12h-36z"/><path class="roof" d="M-36-11q14-3 22-17h28q8 14 22 17-6 2-10 0h-52q-4 2-10 0zM-14-29h28l-3-4h-22zM-30 3h60v-4h-60z"/>',
  cliff:
    '<path class="rock" d="M-46 44l6-30 8-4 4-12h60l8 14 10 4 8 28z"/><path class="rock2" d="M-20 44l8-32 10 30zM14 44l12-28 4 28z"/><path class="wood" d="M-24-2h3v12h-3zm12 0h3v14h-3zm14 0h3v14H2zm14 0h3v12h-3z"/><path class="wall" d="M-22-3h46v-11h-46z"/><path class="roof" d="M-40-12q16-4 24-20h34q8 16 24 20-6 3-11 0h-60q-5 3-11 0zM-30 0h62v-4h-62z"/>',
  cow: '<path class="ink" d="M-27-29c-6 3-7 11-5 18l2.5-1c-1-7 0-11 5-14z"/><path class="red" d="M-25 0l-1.5-13c-4-9-1-17 7-19 9-3 22-3 30-1l5 6v14l-1 13h-8l-2-11c-7 2-13 2-18 0l-3 11z"/><path class="ink" d="M-25-2h9v2h-9zM7-2h8.5v2H7z"/><path class="ink" d="M14-39c-5-1-7-5-6-9 2 3 5 4 9 4zM30-39c5-1 7-5 6-9-2 3-5 4-9 4z"/><path class="red" d="M12-34c-4-4-8-3-9 0 2 4 6 5 10 4zM32-34c4-4 8-3 9 0-2 4-6 5-10 4z"/><path class="red" d="M10-29c0-8 5-13 12-13s12 5 12 13c0 5-2 8-4 10-1 5-4 7-8 7s-7-2-8-7c-2-2-4-5-4-10z"/><path class="gold" d="M20-42h4l-1 7h-2z"/><path class="wall" d="M13-30a3.2 3.2 0 1 0 6.4 0 3.2 3.2 0 1 0-6.4 0M24.6-30a3.2 3.2 0 1 0 6.4 0 3.2 3.2 0 1 0-6.4 0"/><path class="ink" d="M15-30a1.7 1.7 0 1 0 3.4 0 1.7 1.7 0 1 0-3.4 0M25.6-30a1.7 1.7 0 1 0 3.4 0 1.7 1.7 0 1 0-3.4 0M19-22h2v2h-2zM23-22h2v2h-2zM18-17q4 2 8 0v1.5q-4 2-8 0z"/><path class="ring" d="M-15-20a6 6 0 1 0 12 0 6 6 0 1 0-12 0"/><path class="ink" d="M-13-20a4 4 0 1 0 8 0 4 4 0 1 0-8 0"/>',
  basket:
    '<path class="thatch" d="M-17 0l-6-24h46l-6 24z"/><path class="weave" d="M-22-18h44M-21-12h42M-19-6h38M-15 0l-4-24M-8 0l-2-24M0 0v-24M8 0l2-24M15 0l4-24"/><path class="wood" d="M-25-28h50v5h-50z"/><path class="hoop" d="M-13-27q2-20 13-20t13 20"/>',
  spring:
    roof(-20, 2, 36) +
    '<path class="steam" d="M-12-18q-6-7 0-13t0-14M-1-20q-6-8 0-15t0-16M10-18q-6-7 0-13t0-14"/>',
  ferry:
    '<path class="wood" d="M-24-4q24 10 50-2l-5 8q-20 6-40 1z"/><path class="ink" d="M10-6l1-13h3l2 13z"/><path class="thatch" d="M7-18q5-7 11 0z"/><path class="stick" d="M18-22l10 30"/>',
  village:
    roof(-58, 4, 26) +
    roof(-36, -4, 28) +
    roof(-12, 6, 26) +
    roof(10, -3, 30) +
    roof(36, 5, 24) +
    '<path class="tile" d="M-36-12h28l-6-8h-16zM10-11h30l-6-8H16z"/>',
  dam: '<path class="stone" d="M-44-34h88l-8 34h-72z"/><path class="roof" d="M-48-38h96v4h-96z"/><path class="water" d="M-12-30h7l2 30h-12zm18 0h7l3 30H3z"/>',
  beech:
    '<path class="trunk" d="M-40 4q4-30-4-50h3l5 16 6-20h2l-5 26q-2 14-1 28zM-4 4q2-34-8-58h3l7 20 8-24h2l-6 30q-2 16 0 32zM34 4q2-26-6-46h3l6 16 7-18h2l-6 24q-1 12 0 24z"/><path class="bough" d="M-38-26l-12-10M-35-34l12-8M-2-30l-12-8M1-40l12-8M36-24l-9-8M39-30l9-6"/>',
  lake: '<path class="water" d="M-130 6q40-26 120-24t140 20q-40 18-130 18T-130 6z"/><path class="snow" d="M-40-4q6-8 11-3 2-6 5-6-2 4-1 7-6 5-15 2zM6 2q5-7 9-2 2-5 4-5-1 3-1 6-5 4-12 1z"/>',
}

/** The train of the line: two cars, cream with a vermilion band. Foot at 0,0, about 46 long. */
export const train =
  '<path class="car" d="M-24-3v-8q0-2 2-2h20v10zM-1-3v-10h21q3 0 3 3v7z"/><path class="glass" d="M-21-11h4v4h-4zm6 0h4v4h-4zm6 0h4v4h-4zM3-11h4v4H3zm6 0h4v4H9zm7 0h5v4h-5z"/><path class="band" d="M-24-6h22v2h-22zm23 0h24v2H-1z"/>'
