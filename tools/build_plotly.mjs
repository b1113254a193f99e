/**
 * Builds the small plotly.js that the timeline page fetches: the core with `scatter` alone.
 *
 * Run it only to move to another version; the result is committed:
 *
 *   mkdir -p build/plotly && cd build/plotly
 *   npm install --ignore-scripts plotly.js@4.1.1 esbuild@0.28 acorn@8
 *   node ../../tools/build_plotly.mjs
 *
 * Left out: components the timeline never uses (sliders, menus, colour bars …), the descriptions inside the
 * attribute definitions (documentation, a tenth of the file), and Plotly's own style rules, which are written
 * to a stylesheet instead so that a strict Content-Security-Policy holds.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const from = createRequire(path.join(process.cwd(), 'build.cjs'));
const esbuild = from('esbuild');
const acorn = from('acorn');
const root = path.dirname(from.resolve('plotly.js/package.json'));
const { version } = from('plotly.js/package.json');
const vendor = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'app', 'static', 'vendor');

/** Only what an empty cartesian plot with a date axis, pan and zoom needs. */
const ENTRY = `
import Registry from 'plotly.js/src/registry';
import api from 'plotly.js/src/plot_api';
import scatter from 'plotly.js/src/traces/scatter';
import fx from 'plotly.js/src/components/fx';
import legend from 'plotly.js/src/components/legend';
import shapes from 'plotly.js/src/components/shapes';
import selections from 'plotly.js/src/components/selections';
import modebar from 'plotly.js/src/components/modebar';
import colorscale from 'plotly.js/src/components/colorscale';
import en from 'plotly.js/src/locale-en';
import enUs from 'plotly.js/src/locale-en-us';
for (const name of Object.keys(api)) Registry.register({ moduleType: 'apiMethod', name, fn: api[name] });
Registry.register(scatter);
Registry.register([selections, shapes, colorscale, legend, fx, modebar]);
Registry.register([en, enUs]);
export const version = ${JSON.stringify(version)};
export const { newPlot, react, relayout, purge, setPlotConfig } = api;
export const register = Registry.register;
export const resize = (element) => api.relayout(element, { autosize: true });
`;

/** Colours: only the notations that a stylesheet hands over. */
const COLOURS = `
import { useMode, modeRgb, modeHsl, modeHwb, modeLrgb, modeLab, modeLch, modeOklab, modeOklch } from 'culori/fn';
for (const mode of [modeRgb, modeHsl, modeHwb, modeLrgb, modeLab, modeLch, modeOklab, modeOklch]) useMode(mode);
export { converter, formatHex, formatRgb, wcagContrast, wcagLuminance } from 'culori/fn';
`;

const NOTHING = /plotly\.js\/(build\/plotcss|src\/components\/(images|updatemenus|sliders)\/index)\.js$/;

/** Blanks every `description` in an attribute definition; the code keeps its shape. */
function withoutDescriptions(source) {
    if (!source.includes('description:')) return source;
    const spans = [];
    const visit = (node) => {
        if (!node || typeof node.type !== 'string') return;
        if (node.type === 'Property' && !node.computed && !node.shorthand && node.key.name === 'description' && isText(node.value)) {
            spans.push([node.value.start, node.value.end]);
            return;
        }
        for (const child of Object.values(node)) {
            if (Array.isArray(child)) child.forEach(visit);
            else if (child && typeof child === 'object') visit(child);
        }
    };
    visit(acorn.parse(source, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true }));
    return spans
        .sort((a, b) => b[0] - a[0])
        .reduce((text, [start, end]) => `${text.slice(0, start)}''${text.slice(end)}`, source);
}

/** Text that is put together on the spot: literals, sums, lists that are joined. */
function isText(node) {
    if (node.type === 'Literal' || node.type === 'TemplateLiteral') return true;
    if (node.type === 'BinaryExpression') return node.operator === '+';
    return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.callee.property.name === 'join';
}

const slim = {
    name: 'slim',
    setup(build) {
        build.onResolve({ filter: /^culori$/ }, () => ({ path: 'colours', namespace: 'slim' }));
        build.onLoad({ filter: /^colours$/, namespace: 'slim' }, () => ({ contents: COLOURS, resolveDir: root }));
        build.onLoad({ filter: /plotly\.js\/(src|build|lib)\/.*\.js$/ }, async ({ path: file }) => {
            if (NOTHING.test(file)) return { contents: 'module.exports = {};' };
            let source = await readFile(file, 'utf8');
            // A stylesheet for maps that the timeline never draws.
            source = source.replace("require('maplibre-gl/dist/maplibre-gl.css');", '');
            return { contents: withoutDescriptions(source) };
        });
    },
};

const result = await esbuild.build({
    stdin: { contents: ENTRY, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    define: { global: 'globalThis', 'define.amd': 'false', 'process.env.NODE_DEBUG': 'false' },
    banner: { js: `/*! plotly.js ${version}, core and scatter only. Copyright Plotly, Inc. MIT licence: plotly-LICENSE.txt */` },
    legalComments: 'none',
    plugins: [slim],
    metafile: true,
    write: false,
});
await writeFile(path.join(vendor, 'plotly-core.min.js'), result.outputFiles[0].contents);
if (process.argv.includes('--meta')) await writeFile('meta.json', JSON.stringify(result.metafile));

const rules = [];
const css = await readFile(path.join(root, 'build', 'plotcss.js'), 'utf8');
for (const [, selector, rule] of css.matchAll(/^\s*("(?:[^"\\]|\\.)*"): ("(?:[^"\\]|\\.)*"),?$/gm)) {
    const place = JSON.parse(selector).replace(/^\$,/, 'X,').replace(/,/g, ' ,').replace(/X/g, '.js-plotly-plot .plotly').replace(/Y/g, '.plotly-notifier');
    rules.push(`${place.replace(/ ,/g, ',')} { ${JSON.parse(rule)} }`);
}
await writeFile(
    path.join(vendor, 'plotly-core.css'),
    `/* The style rules of plotly.js ${version}, as a file. Copyright Plotly, Inc. MIT licence: plotly-LICENSE.txt */\n${rules.join('\n')}\n`,
);
await writeFile(path.join(vendor, 'plotly-LICENSE.txt'), await readFile(path.join(root, 'LICENSE')));
