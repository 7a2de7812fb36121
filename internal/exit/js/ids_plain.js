
function keyOf(id) {
  return id;
}
