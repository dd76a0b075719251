// Takes out of noble what the pages have no use for, a fortieth of an encrypted page: the texts of its errors, which tell whoever calls it wrongly what is
// wrong, and its branches for big-endian processors, for which none of the browsers that open the pages is made.
import { Visitor, type ESTree, type Plugin } from 'vite';

interface Edit extends Pick<ESTree.Span, 'start' | 'end'> {
  readonly text: string;
}

/** Errors stay what they are, of their kind and in their places: `throw new RangeError()`. Nothing of ours reads what such an error says. */
export const silentLibrariesPlugin = (): Plugin => ({
  name: 'mayfly-silent-libraries',
  transform(code, id) {
    if (!id.includes('/@noble/')) return undefined;
    const edits: Edit[] = [];
    const visitor = new Visitor({
      NewExpression({ callee, arguments: [text, ...more] }) {
        if (callee.type !== 'Identifier' || !callee.name.endsWith('Error') || text === undefined) return;
        if (more.length > 0) throw new Error(`an error of ${id} has more than its text`);
        edits.push({ start: text.start, end: text.end, text: '' });
      },
      // It is little-endian; the bundler drops what follows only where it is not.
      VariableDeclarator({ id: name, init }) {
        if (name.type !== 'Identifier' || name.name !== 'isLE' || init === null) return;
        edits.push({ start: init.start, end: init.end, text: 'true' });
      },
    });
    visitor.visit(this.parse(code));
    return edits.reduceRight((edited, { start, end, text }) => edited.slice(0, start) + text + edited.slice(end), code);
  },
});
