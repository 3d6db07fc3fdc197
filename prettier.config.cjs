/** @type {import('prettier').Config} */
module.exports = {
  // Resolved here because prettier looks beside the checkout, where it is not.
  plugins: [require.resolve("@prettier/plugin-xml")],
  bracketSpacing: false,
  printWidth: 88,
  proseWrap: "preserve",
  semi: true,
  trailingComma: "es5",
  xmlWhitespaceSensitivity: "strict",
  overrides: [{files: ["*.js", "*.scss", "*.xml"], options: {tabWidth: 4}}],
};
