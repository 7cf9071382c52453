import{explainError}from"./chunk-FIHWLPMR.mjs";import"./chunk-TX6VZOVS.mjs";export{explainError};
