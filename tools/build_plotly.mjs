/**
 * Builds the small plotly.js that the timeline page fetches: what an empty plot with one axis of dates needs.
 *
 * Run it only to move to another version; the result is committed:
 *
 *   mkdir -p build/plotly && cd build/plotly
 *   npm install --ignore-scripts plotly.js@4.1.1 esbuild@0.28 acorn@8
 *   node ../../tools/build_plotly.mjs
 *
 * `--meta` writes what weighs to meta.json. `--readable --loud` writes readable.js instead, which can be tried in place of
 * the small one: it says so in the console when a function runs that was left out because it never would.
 *
 * Left out: files and functions that the lists below name, with the reason; what nothing mentions any more after that
 * (`shake_plotly.mjs`); the descriptions inside the attribute definitions, which are documentation; and Plotly's own style
 * rules, which are written to a stylesheet instead so that a strict Content-Security-Policy holds. The reasons lean on the
 * figure and the settings in `timeline/figure.py` and `axes.js`: who asks Plotly for more looks here first.
 */
import { readFileSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { Shaker } from './shake_plotly.mjs';

const from = createRequire(path.join(process.cwd(), 'build.cjs'));
const esbuild = from('esbuild');
const acorn = from('acorn');
const root = path.dirname(from.resolve('plotly.js/package.json'));
const { version } = from('plotly.js/package.json');
/** Say it in the console of the browser when something runs after all that was left out: to try a build, not to keep it. */
const isLoud = process.argv.includes('--loud');
const isReadable = process.argv.includes('--readable');
const vendor = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'app', 'static', 'vendor');

/** Only what an empty cartesian plot with a date axis, pan and zoom needs. */
const ENTRY = `
import Registry from 'plotly.js/src/registry';
import { newPlot, react, relayout, purge, _doPlot, _guiRelayout, _storeDirectGUIEdit } from 'plotly.js/src/plot_api/plot_api';
import cartesian from 'plotly.js/src/plots/cartesian';
import fx from 'plotly.js/src/components/fx';
import en from 'plotly.js/src/locale-en';
import enUs from 'plotly.js/src/locale-en-us';
const methods = { relayout, _doPlot, _guiRelayout, _storeDirectGUIEdit };
for (const name of Object.keys(methods)) Registry.register({ moduleType: 'apiMethod', name, fn: methods[name] });
// There are no traces, but a kind of trace is what brings the axes along.
Registry.register({ moduleType: 'trace', name: 'scatter', basePlotModule: cartesian, categories: ['cartesian', 'svg'], attributes: {} });
// What Plotly reads of components without asking whether they are there.
const modebar = { moduleType: 'component', name: 'modebar', supplyLayoutDefaults: (given, full) => { full.modebar = { orientation: 'h' }; } };
const shapes = { moduleType: 'component', name: 'shapes', supplyLayoutDefaults: (given, full) => { full.shapes = []; } };
Registry.register([fx, modebar, shapes, en, enUs]);
export { newPlot, react, relayout, purge };
`;

/** The part of other packages that Plotly uses here. */
const PACKAGES = {
    // Only the notations that a stylesheet hands over.
    culori: `
        import { useMode, modeRgb, modeHsl, modeHwb, modeLrgb, modeLab, modeLch, modeOklab, modeOklch } from 'culori/fn';
        for (const mode of [modeRgb, modeHsl, modeHwb, modeLrgb, modeLab, modeLch, modeOklab, modeOklch]) useMode(mode);
        export { converter, formatHex, formatRgb, wcagContrast, wcagLuminance } from 'culori/fn';`,
    // No number is written: the only axis with words is one of dates.
    'd3-format': 'export const format = () => String; export const formatLocale = () => ({ format });',
    // The same as modules, so that what isn't used stays out.
    'd3-time-format': `export { timeFormat, utcFormat, timeFormatLocale } from 'd3-time-format/src/index.js';`,
    'gl-mat4': `module.exports = { invert: require('gl-mat4/invert'), multiply: require('gl-mat4/multiply') };`,
};

const NOTHING = 'module.exports = {};';
const NO_ACT = 'module.exports = () => {};';

/** Files that are left out, and what stands in their place so that those who ask for them go on working. */
const INSTEAD = new Map([
    // Nothing is drawn by Plotly that one could point at: `hovermode` is off and there are no traces.
    ['components/fx/index.js', `
        const layoutAttributes = require('./layout_attributes');
        module.exports = {
            moduleType: 'component',
            name: 'fx',
            schema: { layout: layoutAttributes },
            layoutAttributes,
            supplyLayoutGlobalDefaults: require('./layout_global_defaults'),
            supplyLayoutDefaults: require('./layout_defaults'),
            hover: () => {},
            click: () => {},
        };`],
    // No bar with buttons: `displayModeBar` is off.
    ['components/modebar/index.js', 'module.exports = { manage: () => {} };'],
    // Nothing is selected: `dragmode` is to pan, and with Shift to zoom.
    ['components/selections/index.js', 'module.exports = { prepSelect: () => {}, clearOutline: () => {}, selectOnClick: () => {} };'],
    // No colour scales: these belong to traces.
    ['components/colorscale/scales.js', 'module.exports = { get: () => {}, defaultScale: [] };'],
    // No marks: these are drawn on our own canvas.
    ['components/drawing/symbol_defs.js', NOTHING],
    // Nobody draws shapes or selections by hand, and no frames follow each other: what can be set of these is left out.
    ['components/shapes/draw_newshape/attributes.js', NOTHING],
    ['components/selections/draw_newselection/attributes.js', NOTHING],
    ['plots/animation_attributes.js', NOTHING],
    // Nothing can be undone by Plotly, as `queueLength` is 0.
    ['lib/queue.js', 'module.exports = { add: () => {}, startSequence: () => {}, stopSequence: () => {} };'],
    // No notices on the page: `showTips` is off, and what goes wrong is told in the console.
    ['lib/notifier.js', NO_ACT],
]);

/**
 * Functions that never run, by the file that they stand in. Their bodies are left out, and with these whatever they alone
 * mention. Those that do run get the body that stands behind them.
 */
const IDLE = [
    // There are no traces: nothing to calculate, draw, style or find the extremes of.
    ['plot_api/plot_api.js', 'update'],
    ['plot_api/helpers.js', 'clearAxisTypes'],
    ['plot_api/plot_schema.js', 'get findArrayAttributes'],
    ['plot_api/subroutines.js', 'doTraceStyle'],
    ['plots/plots.js', 'supplyTraceDefaults'],
    ['plots/cartesian/autorange.js', 'findExtremes'],
    ['plots/cartesian/axes.js', 'hasBarsOrFill'],
    ['components/drawing/index.js', 'pattern setTextPointsScale setPointGroupScale hideOutsideRangePoints'],
    ['lib/array.js', 'decodeTypedArraySpec'],
    // The same, for what is called all the same.
    ['plot_api/helpers.js', 'cleanData', '{}'],
    ['plot_api/subroutines.js', 'redrawReglTraces', '{}'],
    ['plots/plots.js', 'sortAxisCategoriesByValue', '{ return []; }'],
    ['plots/cartesian/index.js', 'plot', '{}'],
    // The figure has no title.
    ['plot_api/subroutines.js', 'drawMainTitle', '{}'],
    // Nothing moves by itself, and no frames follow each other.
    ['plot_api/plot_api.js', 'addFrames', '{}'],
    ['plots/plots.js', 'transition transitionFromReact'],
    // The page itself sees to the size (`responsive` is off), and there is no bar whose buttons light up.
    ['plots/plots.js', 'resize'],
    ['lib/dom.js', 'setStyleOnHover'],
    // No lists of shapes, notes or pictures.
    ['plot_api/manage_arrays.js', 'applyContainerArrayChanges'],
    // Nothing of an axis is drawn (`visible` is off): neither words nor lines stand at it.
    ['plots/cartesian/axes.js', 'drawOne', '{ ax.setScale(); ax._shift = 0; }'],
    ['lib/dates.js', 'formatDate'],
    // One axis of dates and one of plain numbers: no logarithms, angles, categories, breaks or periods,
    // no small ticks and none that are given one by one.
    ['plots/cartesian/axes.js', 'formatLog formatAngle compareLogTicks drawDividers'],
    ['plots/cartesian/axes.js', 'positionPeriodTicks adjustPeriodDelta prepMinorTicks arrayTicks syncTicks'],
    ['plots/cartesian/set_convert.js', 'locateBreaks maskBreaks setupMultiCategory setCategoryIndex sortByInitialCategories makeCalcdata'],
    ['plots/cartesian/axis_defaults.js', 'rangebreaksDefaults'],
    // No formulas in a text.
    ['lib/svg_text_utils.js', 'texToSVG isMathJaxVersionSupported'],
    // What d3 would change bit by bit (the box of a zoom becomes visible in 200 ms) changes at once.
    ['@plotly/d3/d3.js', 'transition', '{ this.duration = () => this; return this; }'],
];

/** Blanks every `description` in an attribute definition; the code keeps its shape. */
function withoutDescriptions(source) {
    if (!source.includes('description:')) return source;
    const spans = [];
    const visit = (node) => {
        if (!node || typeof node.type !== 'string') return;
        if (node.type === 'Property' && !node.computed && !node.shorthand && node.key.name === 'description' && isText(node.value)) {
            spans.push([node.value.start, node.value.end, "''"]);
            return;
        }
        for (const child of Object.values(node)) {
            if (Array.isArray(child)) child.forEach(visit);
            else if (child && typeof child === 'object') visit(child);
        }
    };
    visit(parse(source, 'script'));
    return edit(source, spans);
}

/** Text that is put together on the spot: literals, sums, lists that are joined. */
function isText(node) {
    if (node.type === 'Literal' || node.type === 'TemplateLiteral') return true;
    if (node.type === 'BinaryExpression') return node.operator === '+';
    return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.callee.property.name === 'join';
}

/** Empties functions that never run, so that what they alone mention can be left out. */
function withoutIdle(source, name) {
    const bodies = new Map(IDLE.filter(([file]) => file === name).flatMap(([, names, body]) => names.split(' ').map((one) => [one, body])));
    if (!bodies.size) return source;
    const edits = [];
    const found = new Set();
    const empty = (one, node) => {
        if (!bodies.has(one) || node?.body?.type !== 'BlockStatement') return false;
        found.add(one);
        const told = isLoud ? `{ console.error('left out, but it ran: ', ${JSON.stringify(`${name} ${one}`)}); }` : '{}';
        edits.push([node.body.start, node.body.end, bodies.get(one) ?? told]);
        return true;
    };
    const visit = (node) => {
        if (!node || typeof node.type !== 'string') return;
        if (node.type === 'FunctionDeclaration' && empty(node.id.name, node)) return;
        if (node.type === 'VariableDeclarator' && empty(node.id.name, node.init)) return;
        if (node.type === 'AssignmentExpression' && empty(node.left.property?.name, node.right)) return;
        if (node.type === 'Property' && empty(node.key.name, node.value)) return;
        for (const child of Object.values(node)) {
            if (Array.isArray(child)) child.forEach(visit);
            else if (child && typeof child === 'object') visit(child);
        }
    };
    visit(parse(source, 'script'));
    const missing = [...bodies.keys()].filter((one) => !found.has(one));
    if (missing.length) throw new Error(`${name} has no function ${missing.join(', ')} any more.`);
    return edit(source, edits);
}

/** Put something else in some places of a text. */
function edit(source, edits) {
    return edits.sort((a, b) => b[0] - a[0]).reduce((text, [start, end, put]) => text.slice(0, start) + put + text.slice(end), source);
}

function parse(source, sourceType) {
    return acorn.parse(source, { ecmaVersion: 'latest', sourceType, allowReturnOutsideFunction: true });
}

/** The name under which a file stands in the lists above. */
function nameOf(file) {
    return file.split(`${path.sep}node_modules${path.sep}`).pop().replaceAll(path.sep, '/').replace(/^plotly\.js\/src\//, '');
}

const used = new Set();
/** The source of a file, before anything is left out that nothing names. */
function read(file) {
    const name = nameOf(file);
    const inPlace = INSTEAD.get(name);
    used.add(name);
    if (inPlace !== undefined) return inPlace;
    // A stylesheet for maps that the timeline never draws.
    const source = readFileSync(file, 'utf8').replace("require('maplibre-gl/dist/maplibre-gl.css');", '');
    return withoutDescriptions(withoutIdle(source, name));
}

/** The file that a name stands for, when it is one to be shaken: those of Plotly, and of its d3. */
function resolve(name, place) {
    if (!name.startsWith('.') && !/^(plotly\.js|@plotly\/d3)/.test(name)) return null;
    const found = createRequire(place).resolve(name);
    return found.endsWith('.js') ? found : null;
}

const shaker = new Shaker({ parse, resolve, read });
shaker.run(ENTRY, path.join(process.cwd(), 'build.cjs'));
const idle = [...INSTEAD.keys(), ...IDLE.map(([file]) => file)].filter((name) => !used.has(name));
if (idle.length) throw new Error(`Nothing asks for these any more, or they are called otherwise: ${idle.join(', ')}`);

const slim = {
    name: 'slim',
    setup(build) {
        build.onResolve({ filter: /^(culori|d3-format|d3-time-format|gl-mat4)$/ }, ({ path: name }) => ({ path: name, namespace: 'slim' }));
        build.onLoad({ filter: /^/, namespace: 'slim' }, ({ path: name }) => ({ contents: PACKAGES[name], resolveDir: root }));
        build.onLoad({ filter: /\.js$/ }, ({ path: file }) => {
            if (!shaker.files.has(file)) return null;
            const source = shaker.write(file);
            // What d3 has in its one function is looked at without that function.
            return { contents: nameOf(file) === '@plotly/d3/d3.js' ? `!function () {${source}\n}.call(globalThis);` : source };
        });
    },
};

const result = await esbuild.build({
    stdin: { contents: ENTRY, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    minify: !isReadable,
    format: 'esm',
    target: 'es2020',
    define: { global: 'globalThis', 'define.amd': 'false', 'process.env.NODE_DEBUG': 'false' },
    banner: { js: `/*! plotly.js ${version}, no more than an axis of dates. Copyright Plotly, Inc. MIT licence: plotly-LICENSE.txt */` },
    legalComments: 'none',
    plugins: [slim],
    metafile: true,
    write: false,
});
await writeFile(isReadable ? 'readable.js' : path.join(vendor, 'plotly-core.min.js'), result.outputFiles[0].contents);
if (process.argv.includes('--meta')) await writeFile('meta.json', JSON.stringify(result.metafile));

/** Rules for buttons, notices and questions, none of which are there. */
const UNSEEN = /modebar|ease-bg|data-title|cloud-dialog|^Y/;
const rules = [];
const css = await readFile(path.join(root, 'build', 'plotcss.js'), 'utf8');
for (const [, selector, rule] of css.matchAll(/^\s*("(?:[^"\\]|\\.)*"): ("(?:[^"\\]|\\.)*"),?$/gm)) {
    if (UNSEEN.test(JSON.parse(selector))) continue;
    const place = JSON.parse(selector).replace(/^\$,/, 'X,').replace(/,/g, ' ,').replace(/X/g, '.js-plotly-plot .plotly');
    rules.push(`${place.replace(/ ,/g, ',')} { ${JSON.parse(rule)} }`);
}
await writeFile(
    path.join(vendor, 'plotly-core.css'),
    `/* The style rules of plotly.js ${version} for what is drawn, as a file. Copyright Plotly, Inc. MIT licence: plotly-LICENSE.txt */\n${rules.join('\n')}\n`,
);
/** The licences of what is in it: of Plotly, and of the packages of which a part is left. */
const inside = new Set(
    Object.entries(Object.values(result.metafile.outputs)[0].inputs)
        .filter(([, part]) => part.bytesInOutput)
        .flatMap(([file]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
);
const licences = await Promise.all(
    ['plotly.js', ...[...inside].filter((name) => name !== 'plotly.js').sort()].map(async (name) => {
        const folder = path.join(process.cwd(), 'node_modules', name);
        const file = (await readdir(folder)).find((each) => /^licen[sc]e/i.test(each));
        const told = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
        const text = file ? await readFile(path.join(folder, file), 'utf8') : `Licence: ${told.license}. Author: ${told.author?.name ?? told.author}.`;
        return `${name} ${told.version}\n${'='.repeat(name.length)}\n\n${text.trim()}\n`;
    }),
);
await writeFile(path.join(vendor, 'plotly-LICENSE.txt'), licences.join('\n\n'));
