import{journalOf,openSession,runFor}from"./chunk-NQR5AXFO.mjs";import"./chunk-TX6VZOVS.mjs";export{journalOf,openSession,runFor};
