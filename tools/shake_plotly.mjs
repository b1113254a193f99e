/**
 * Leaves out of plotly.js what nothing names: whole files, and within a file the functions and members that no other
 * kept part mentions. A bundler can't do that, as plotly.js is CommonJS and hangs its functions on one big object.
 *
 * It errs on the side of keeping: a member stays as soon as its name is written anywhere that stays, also in a string.
 */
/** Names of these are on everything, and say nothing about what is used. */
const EVERYWHERE = new Set(['prototype', 'exports', 'module', 'require']);

export class Shaker {
    /**
     * @param {object} means
     * @param {(source: string, type: 'script' | 'module') => any} means.parse
     * @param {(name: string, from: string) => string | null} means.resolve the file, or null when it isn't to be shaken
     * @param {(file: string) => string} means.read
     */
    constructor({ parse, resolve, read }) {
        Object.assign(this, { parse, resolve, read });
        /** @type {Map<string, any>} */
        this.files = new Map();
        /** Names by which something may be taken from an object. @type {Set<string>} */
        this.names = new Set();
    }

    /** Find out what stays, beginning at a script that is kept as a whole. @param {string} source @param {string} place */
    run(source, place) {
        this.keep({ ...readNames(this.parse(source, 'module')), reads: new Set() }, { file: place, reads: new Set() });
        for (let more = true; more; ) {
            more = false;
            for (const file of [...this.files.values()]) {
                for (const part of file.parts) {
                    if (part.isKept || !this.isNeeded(part, file)) continue;
                    this.keep(part, file);
                    more = true;
                }
            }
        }
    }

    /** The source of a file without what nothing names. @param {string} file */
    write(file) {
        const { source, parts } = this.files.get(file);
        return parts.filter((part) => part.isKept).map((part) => source.slice(part.start, part.end)).join('\n');
    }

    /** A statement stays: so does what it mentions. */
    keep(part, file) {
        part.isKept = true;
        for (const name of part.locals) file.reads.add(name);
        for (const name of part.members) this.names.add(name);
        // What something is hung on has to be there.
        for (const { on, chain } of part.hangs ?? []) {
            file.reads.add(on);
            if (chain.length > 1) this.names.add(`${on}.${chain[0]}`);
            for (const name of chain.slice(0, -1)) this.names.add(name);
        }
        for (const name of part.requires) {
            const found = this.resolve(name, file.file);
            if (found && !this.files.has(found)) this.files.set(found, this.open(found));
        }
    }

    /** Whether a statement defines what is asked for, or does something by itself. */
    isNeeded(part, file) {
        if (part.isAct || part.defines.some((name) => file.reads.has(name))) return true;
        return part.hangs.some(({ on, chain, isPlain }) => {
            if (!file.shared.has(on) && !file.reads.has(on)) return false;
            // Attributes are read by walking through them, so what is plain data isn't asked for by its name.
            if (!file.isWrapped && (isPlain || !file.shared.has(on))) return true;
            // What is on d3 itself is always asked for as `d3.name`.
            if (file.isWrapped && on === 'd3' && chain.length && !this.names.has(`d3.${chain[0]}`)) return false;
            return chain.every((name) => this.names.has(name) || EVERYWHERE.has(name));
        });
    }

    /** The statements of a file, each with what it defines and mentions. @param {string} file */
    open(file) {
        let source = this.read(file);
        let { body } = this.parse(source, 'script');
        // d3 is one function around everything; what stands in it is looked at as if it were the file.
        const whole = body.length === 1 ? wrapped(body[0]) : null;
        if (whole) {
            source = source.slice(whole.body.start + 1, whole.body.end - 1);
            ({ body } = this.parse(source, 'script'));
        }
        const own = new Set(body.flatMap(declared));
        const shared = new Set(['exports', 'module', ...body.flatMap(shares)]);
        if (whole) shared.add('d3');
        return { file, source, shared, isWrapped: Boolean(whole), reads: new Set(), parts: body.map((node) => lookAt(node, { own, shared, isWrapped: Boolean(whole) })) };
    }
}

/** What one statement defines, and what it mentions. */
function lookAt(node, { own, shared, isWrapped }) {
    const part = { start: node.start, end: node.end, defines: declared(node), hangs: [], isAct: false, isKept: false };
    const values = [];
    if (node.type === 'FunctionDeclaration') {
        values.push(node);
    } else if (node.type === 'VariableDeclaration') {
        for (const { id, init } of node.declarations) {
            values.push(id.type === 'Identifier' ? null : id, hang(init, part, own, shared));
        }
    } else if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression') {
        values.push(hang(node.expression, part, own, shared));
        if (!part.hangs.length) part.isAct = true;
    } else {
        // In d3 a bare call fills in what one variable holds: it belongs to that.
        const subject = isWrapped ? subjectOf(node, own) : null;
        if (subject) part.hangs.push({ on: subject, chain: [] });
        else part.isAct = node.type !== 'EmptyStatement' && !node.directive;
        if (node.directive) part.isAct = true;
        values.push(node);
    }
    const found = { locals: new Set(), members: new Set(), requires: new Set() };
    for (const value of values) if (value) readNames(value, found);
    return Object.assign(part, found);
}

/** Follow `a.b = c.d = value` to the value, and note on what it is hung. */
function hang(node, part, own, shared) {
    let value = node;
    while (value?.type === 'AssignmentExpression' && value.operator === '=') {
        const place = chainOf(value.left);
        if (!place || !(own.has(place.on) || shared.has(place.on))) break;
        // `module.exports = …` is the file itself.
        const isFile = place.on === 'module' && place.chain.length === 1;
        part.hangs.push(isFile ? { on: 'module', chain: [] } : { on: place.on, chain: place.on === 'module' ? place.chain.slice(1) : place.chain });
        value = value.right;
    }
    const isPlain = value?.type === 'ObjectExpression' || value?.type === 'Literal';
    for (const place of part.hangs) place.isPlain = isPlain;
    return value;
}

/** `a.b.c` as {on: 'a', chain: ['b', 'c']}. */
function chainOf(node) {
    const chain = [];
    let at = node;
    for (; at.type === 'MemberExpression'; at = at.object) {
        if (at.computed) return null;
        chain.unshift(at.property.name);
    }
    return at.type === 'Identifier' ? { on: at.name, chain } : null;
}

/** The names that a statement declares. */
function declared(node) {
    if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') return [node.id.name];
    if (node.type !== 'VariableDeclaration') return [];
    return node.declarations.flatMap(({ id }) => bound(id));
}

function bound(pattern) {
    if (pattern.type === 'Identifier') return [pattern.name];
    if (pattern.type === 'ObjectPattern') return pattern.properties.flatMap((property) => bound(property.value ?? property.argument));
    if (pattern.type === 'ArrayPattern') return pattern.elements.filter(Boolean).flatMap(bound);
    if (pattern.type === 'AssignmentPattern') return bound(pattern.left);
    return bound(pattern.argument);
}

/** The variables that are the exports of the file: `var lib = module.exports = {}` and the like. */
function shares(node) {
    if (node.type === 'VariableDeclaration') {
        return node.declarations.filter(({ init }) => init && isExports(init)).map(({ id }) => id.name);
    }
    const act = node.type === 'ExpressionStatement' ? node.expression : null;
    return act?.type === 'AssignmentExpression' && isExports(act.left) && act.right.type === 'Identifier' ? [act.right.name] : [];
}

function isExports(node) {
    if (node.type === 'AssignmentExpression') return isExports(node.left) || isExports(node.right);
    if (node.type === 'Identifier') return node.name === 'exports';
    const place = node.type === 'MemberExpression' ? chainOf(node) : null;
    return place?.on === 'module' && place.chain.length === 1;
}

function subjectOf(node, own) {
    const call = node.type === 'ExpressionStatement' && node.expression.type === 'CallExpression' ? node.expression : null;
    if (!call) return null;
    const place = call.callee.type === 'MemberExpression' ? chainOf(call.callee) : null;
    if (place && own.has(place.on)) return place.on;
    const [first] = call.arguments;
    return first?.type === 'Identifier' && own.has(first.name) ? first.name : null;
}

function wrapped(node) {
    const call = node.type === 'ExpressionStatement' && node.expression.type === 'UnaryExpression' ? node.expression.argument : null;
    const callee = call?.callee?.type === 'MemberExpression' ? call.callee.object : call?.callee;
    return callee?.type === 'FunctionExpression' ? callee : null;
}

/** All names in a piece of script: variables, members taken from something, and files asked for. */
function readNames(root, found = { locals: new Set(), members: new Set(), requires: new Set() }) {
    const words = (text) => text.split(/[^\w$]+/).forEach((word) => word && found.members.add(word));
    const visit = (node, parent, role) => {
        if (!node || typeof node.type !== 'string') return;
        if (node.type === 'Identifier') {
            const isMember = parent?.type === 'MemberExpression' && role === 'property' && !parent.computed;
            const isKey = (parent?.type === 'Property' || parent?.type === 'MethodDefinition') && role === 'key' && !parent.computed;
            if (isMember) found.members.add(node.name);
            if (isMember && parent.object.name === 'd3') found.members.add(`d3.${node.name}`);
            else if (!isKey || parent.shorthand) found.locals.add(node.name);
            if (isKey && parent.isTaken) found.members.add(node.name);
        } else if (node.type === 'Literal' && typeof node.value === 'string') {
            words(node.value);
        } else if (node.type === 'TemplateElement') {
            words(node.value.raw);
        } else if (node.type === 'ObjectPattern') {
            for (const property of node.properties) property.isTaken = true;
        } else if (node.type === 'ImportDeclaration') {
            found.requires.add(node.source.value);
            for (const { imported } of node.specifiers) if (imported) found.members.add(imported.name);
        } else if (node.type === 'CallExpression' && node.callee.name === 'require' && typeof node.arguments[0]?.value === 'string') {
            found.requires.add(node.arguments[0].value);
            return;
        }
        for (const [key, child] of Object.entries(node)) {
            if (Array.isArray(child)) child.forEach((one) => visit(one, node, key));
            else if (child && typeof child === 'object') visit(child, node, key);
        }
    };
    visit(root, null, '');
    return found;
}
