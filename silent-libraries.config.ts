// Takes the texts of noble's errors out of the pages: they tell whoever calls it wrongly what is wrong, and are a sixtieth of an encrypted page.
import { Visitor, type ESTree, type Plugin } from 'vite';

/** Errors stay what they are, of their kind and in their places: `throw new RangeError()`. Nothing of ours reads what such an error says. */
export const silentLibrariesPlugin = (): Plugin => ({
  name: 'mayfly-silent-libraries',
  transform(code, id) {
    if (!id.includes('/@noble/')) return undefined;
    const texts: ESTree.Argument[] = [];
    const visitor = new Visitor({
      NewExpression({ callee, arguments: [text, ...more] }) {
        if (callee.type !== 'Identifier' || !callee.name.endsWith('Error') || text === undefined) return;
        if (more.length > 0) throw new Error(`an error of ${id} has more than its text`);
        texts.push(text);
      },
    });
    visitor.visit(this.parse(code));
    return texts.reduceRight((silent, { start, end }) => silent.slice(0, start) + silent.slice(end), code);
  },
});
