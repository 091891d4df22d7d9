// Updates the sentence about the review times on each input, with the same text as the server (JudgingForm.Sentence).
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function span(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return plural(rest, "minute");
  return rest === 0 ? plural(hours, "hour") : `${plural(hours, "hour")} ${plural(rest, "minute")}`;
}

function sentence(before, after, handover) {
  if (before === 0 && after === 0) return "You pay every toll outside a trip.";
  const first = `You review tolls up to ${span(before)} before a trip or ${span(after)} after it. `;
  return first + (handover === 0 ? "Once the next trip starts, the next guest owes the toll." : `You also review tolls in the first ${span(handover)} of a trip that starts right after another.`);
}

const form = document.querySelector("form[data-bands]");
form?.addEventListener("input", () => {
  const times = ["Before", "After", "Handover"].map((name) => form.elements.namedItem(`Form.${name}`));
  if (times.some((time) => !time?.value || !time.checkValidity())) return;
  form.querySelector("[data-sentence]").textContent = sentence(...times.map((time) => Number(time.value)));
});
