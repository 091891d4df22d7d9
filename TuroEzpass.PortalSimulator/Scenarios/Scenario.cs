namespace TuroEzpass.PortalSimulator.Scenarios;

/// <summary>A way in which a portal behaves.</summary>
/// <param name="Name">Its name, as configuration and <c>POST /scenario/{name}</c> take it.</param>
/// <param name="Explanation">What one sees, for people.</param>
internal sealed record Scenario(string Name, string Explanation)
{
    public static readonly Scenario Normal = new("normal", "The site as it is on a good day.");
    public static readonly Scenario WrongPassword = new("wrong-password", "Every password is refused.");
    public static readonly Scenario LockedAccount = new("locked-account", "The account locks after three wrong passwords; then the right one is refused too.");
    public static readonly Scenario Locked = new("locked", "The account is locked from the start.");
    public static readonly Scenario OneTimeCode = new("one-time-code", "After the password a code is asked for.");
    public static readonly Scenario NoCode = new("no-code", "Turo asks for no code after the password (else it always does).");
    public static readonly Scenario Captcha = new("captcha", "The sign-in form has a captcha; without its text nobody gets in.");
    public static readonly Scenario Blocked = new("blocked", "A wall for robots instead of the site (status 403).");
    public static readonly Scenario SessionExpiry = new("session-expiry", "A session ends after some pages, in mid-run.");
    public static readonly Scenario SignedInElsewhere = new("signed-in-elsewhere", "The first sign-in is refused since the account is signed in elsewhere; the next one works.");
    public static readonly Scenario SignedInElsewhereLong = new("signed-in-elsewhere-long", "From the first sign-in on, every one is refused for ten minutes since the account is signed in elsewhere.");
    public static readonly Scenario SlowPages = new("slow-pages", "Every page takes some seconds.");
    public static readonly Scenario ServerErrors = new("server-errors", "The first requests are answered 503, the later ones well.");
    public static readonly Scenario Down = new("down", "Every request is answered 503.");
    public static readonly Scenario Maintenance = new("maintenance", "Every page tells of maintenance, with status 200.");
    public static readonly Scenario EmptyWhileLoading = new("empty-while-loading", "Lists look empty for some seconds, then fill.");
    public static readonly Scenario NoTransactions = new("no-transactions", "The account has no rows.");
    public static readonly Scenario LayoutB = new("layout-b", "Ids, names, labels and columns of forms and tables are other ones.");
    public static readonly Scenario RowInserted = new("row-inserted", "A new row comes on top while somebody pages, between the first page and the second.");
    public static readonly Scenario CountMismatch = new("count-mismatch", "The counter says three rows more than there are.");
    public static readonly Scenario LogoutAsCsv = new("logout-as-csv", "The download is a log-out page, served as the file with status 200.");
    public static readonly Scenario NoDownload = new("no-download", "There is no download: only the table.");
    public static readonly Scenario HugeDownload = new("huge-download", "The download does not end for a long time.");
    public static readonly Scenario ForeignRedirect = new("foreign-redirect", "The way to the transactions leads to another site.");
    public static readonly Scenario PageSize10 = new("page-size-10", "Pages have ten rows; nothing else can be chosen.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Normal, WrongPassword, LockedAccount, Locked, OneTimeCode, NoCode, Captcha, Blocked, SessionExpiry, SignedInElsewhere, SignedInElsewhereLong, SlowPages,
        ServerErrors, Down, Maintenance, EmptyWhileLoading, NoTransactions, LayoutB, RowInserted, CountMismatch, LogoutAsCsv, NoDownload, HugeDownload,
        ForeignRedirect, PageSize10,
    ];

    /// <summary>The one of that name; null when there is none.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
