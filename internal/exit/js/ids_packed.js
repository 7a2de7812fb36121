
// Ids are base 36 numbers in the graph, which keeps the code below its size limit.
function keyOf(id) {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? BigInt(`0x${id.replaceAll('-', '')}`).toString(36) : `=${id}`;
}
