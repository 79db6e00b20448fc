/** What stands in place of a chart whose route the server does not have. */
export const Missing = "This server has no analysis of that kind: it is older than its dashboard. Update it.";
