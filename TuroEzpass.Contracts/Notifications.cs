namespace TuroEzpass.Contracts;

/// <summary>Of what an owner wants to be told, and where. The answer's <c>ETag</c> is what a change has to name in <c>If-Match</c>.</summary>
/// <param name="ClaimsDue">Claims that must be filed within 14, 7 and 2 days.</param>
/// <param name="UnknownTag">Tolls of a tag or plate of no car.</param>
/// <param name="IncompleteCollection">A collection that did not end well.</param>
/// <param name="RefundAfterClaim">An agency gave money back for a toll that a guest was asked for.</param>
/// <param name="StatementVanishing">An agency will soon delete history that was not collected.</param>
/// <param name="Email">An e-mail address; empty for none.</param>
/// <param name="Webhook">An address with <c>https://</c> that takes a POST; empty for none.</param>
public sealed record NotificationSettings(
    bool ClaimsDue, bool UnknownTag, bool IncompleteCollection, bool RefundAfterClaim, bool StatementVanishing, string Email = "", string Webhook = "");
