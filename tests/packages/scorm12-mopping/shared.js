// Finds the learning system's API in the windows around this one.
function findApi(from) {
  for (let hops = 0; from && hops < 8; hops += 1, from = from.parent) {
    if (from.API) return from.API;
    if (from.parent === from) return null;
  }
  return null;
}
