import{createFaults,parseFaults}from"./chunk-3CEOVMI3.mjs";export{createFaults,parseFaults};
