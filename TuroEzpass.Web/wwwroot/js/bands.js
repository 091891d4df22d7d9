// Says what the doubtful times mean while they are typed, in the words that the server would use.
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function span(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return plural(rest, "minute");
  return rest === 0 ? plural(hours, "hour") : `${plural(hours, "hour")} ${plural(rest, "minute")}`;
}

function sentence(before, after, handover) {
  if (before === 0 && after === 0) return "A toll outside a trip is always yours.";
  const first = `A toll up to ${span(before)} before a trip or ${span(after)} after it is your call. `;
  return first + (handover === 0 ? "Once the next guest has the car, it is theirs." : `For ${span(handover)} after a hand-over, it may still be the earlier guest’s.`);
}

const form = document.querySelector("form[data-bands]");
form?.addEventListener("input", () => {
  const times = ["Before", "After", "Handover"].map((name) => form.elements.namedItem(`Form.${name}`));
  if (times.some((time) => !time?.value || !time.checkValidity())) return;
  form.querySelector("[data-sentence]").textContent = sentence(...times.map((time) => Number(time.value)));
});
