namespace TuroEzpass.PortalSimulator.Scenarios;

/// <summary>A behavior of a portal.</summary>
/// <param name="Name">The name, for the configuration and <c>POST /scenario/{name}</c>.</param>
/// <param name="Explanation">What a visitor sees.</param>
internal sealed record Scenario(string Name, string Explanation)
{
    public static readonly Scenario Normal = new("normal", "The site works normally.");
    public static readonly Scenario WrongPassword = new("wrong-password", "Every password is rejected.");
    public static readonly Scenario LockedAccount = new("locked-account", "The account locks after three wrong passwords; after that, the correct one is rejected too.");
    public static readonly Scenario Locked = new("locked", "The account is locked from the start.");
    public static readonly Scenario OneTimeCode = new("one-time-code", "After the password, the site asks for a code.");
    public static readonly Scenario NoCode = new("no-code", "Turo does not ask for a code after the password (in other scenarios it always does).");
    public static readonly Scenario Captcha = new("captcha", "The sign-in form has a captcha; sign-in fails without its text.");
    public static readonly Scenario Blocked = new("blocked", "A bot-protection page instead of the site (status 403).");
    public static readonly Scenario SessionExpiry = new("session-expiry", "The session expires after a few pages, in the middle of a run.");
    public static readonly Scenario SignedInElsewhere = new("signed-in-elsewhere", "The first sign-in is rejected because the account is signed in elsewhere; the next one works.");
    public static readonly Scenario SignedInElsewhereLong = new("signed-in-elsewhere-long", "Every sign-in is rejected for ten minutes after the first one, because the account is signed in elsewhere.");
    public static readonly Scenario SlowPages = new("slow-pages", "Every page takes a few seconds.");
    public static readonly Scenario ServerErrors = new("server-errors", "The first requests fail with status 503; later ones succeed.");
    public static readonly Scenario Down = new("down", "Every request fails with status 503.");
    public static readonly Scenario Maintenance = new("maintenance", "Every page says that the site is down for maintenance, with status 200.");
    public static readonly Scenario EmptyWhileLoading = new("empty-while-loading", "Lists look empty for a few seconds, then fill.");
    public static readonly Scenario NoTransactions = new("no-transactions", "The account has no rows.");
    public static readonly Scenario LayoutB = new("layout-b", "Forms and tables have different IDs, names, labels and columns.");
    public static readonly Scenario RowInserted = new("row-inserted", "A new row appears on top between the first page and the second.");
    public static readonly Scenario CountMismatch = new("count-mismatch", "The counter shows three rows more than there are.");
    public static readonly Scenario LogoutAsCsv = new("logout-as-csv", "The download is a logout page, sent as the file with status 200.");
    public static readonly Scenario NoDownload = new("no-download", "There is no download, only the table.");
    public static readonly Scenario HugeDownload = new("huge-download", "The download is very large and takes a long time.");
    public static readonly Scenario ForeignRedirect = new("foreign-redirect", "The link to the transactions leads to another site.");
    public static readonly Scenario PageSize10 = new("page-size-10", "Pages have ten rows; no other size can be selected.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Normal, WrongPassword, LockedAccount, Locked, OneTimeCode, NoCode, Captcha, Blocked, SessionExpiry, SignedInElsewhere, SignedInElsewhereLong, SlowPages,
        ServerErrors, Down, Maintenance, EmptyWhileLoading, NoTransactions, LayoutB, RowInserted, CountMismatch, LogoutAsCsv, NoDownload, HugeDownload,
        ForeignRedirect, PageSize10,
    ];

    /// <summary>The scenario with this name; null if there is none.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
