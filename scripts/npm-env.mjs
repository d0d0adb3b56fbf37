/** The environment for an npm inside an npm: without what the outer one tells its script about the package at hand. */
export const npmEnv = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(lifecycle|package|command|execpath|config_local_prefix)/i.test(name),
    ),
  );
