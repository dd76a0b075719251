// The smallest templates that pages can be built from, in which a test finds again what was put in.

/** Twin of the built share page; every slot stands on a line of its own. */
export const memorySharePage = `<!--mayfly:door-->
<title><!--mayfly:title--></title>
<h1><!--mayfly:title--></h1>
<p><!--mayfly:message--></p>
<p><!--mayfly:ends--></p>
<script type="application/json" id="times"><!--mayfly:times--></script>
<ul id="plain">
<!--mayfly:list-->
</ul>
<script type="application/json" id="data"><!--mayfly:data--></script>
`;

/** Twin of the built page of a file request. */
export const memoryRequestPage = `<title><!--mayfly:title--></title>
<!--mayfly:home-->
<p id="asker"><!--mayfly:asker--></p>
<p><!--mayfly:message--></p>
<p><!--mayfly:ends--></p>
<!--mayfly:form-->
<script type="application/json" id="times"><!--mayfly:times--></script>
<script type="application/json" id="data"><!--mayfly:data--></script>
`;

/** Twin of the built page of an encrypted share. */
export const memoryEncryptedPage = `<!--mayfly:door-->
<title>Mayfly</title>
<p><!--mayfly:ends--></p>
<script type="application/json" id="times"><!--mayfly:times--></script>
<script type="application/json" id="data"><!--mayfly:data--></script>
<!--mayfly:manifest-->
`;
